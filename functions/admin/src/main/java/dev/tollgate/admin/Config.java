package dev.tollgate.admin;

import dev.tollgate.lambda.Environment;

/**
 * The settings of this function.
 *
 * @param tablePrefix what the names of the tables start with
 */
record Config(String tablePrefix) {
    static Config of(Environment environment) {
        return new Config(environment.text("TABLE_PREFIX", "tollgate_"));
    }
}
