package dev.tollgate.audit;

import dev.tollgate.lambda.Environment;

/** The settings of this function. */
record Config(String tablePrefix, String secretPrefix) {
    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"));
    }
}
