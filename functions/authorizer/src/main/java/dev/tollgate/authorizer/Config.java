package dev.tollgate.authorizer;

import dev.tollgate.lambda.Environment;

/**
 * The settings of this function.
 *
 * @param tablePrefix what the names of the tables start with
 * @param secretPrefix what the names of the secrets start with
 */
record Config(String tablePrefix, String secretPrefix) {
    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"));
    }
}
