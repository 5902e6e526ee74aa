package dev.tollgate.audit;

import dev.tollgate.lambda.Environment;

/** The settings of this function. */
record Config(String tablePrefix) {
    static Config of(Environment environment) {
        return new Config(environment.text("TABLE_PREFIX", "tollgate_"));
    }
}
