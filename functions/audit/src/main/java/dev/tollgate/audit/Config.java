package dev.tollgate.audit;

import dev.tollgate.lambda.Environment;

/**
 * The settings of this function.
 *
 * @param exports the bucket of exports
 */
record Config(String tablePrefix, String secretPrefix, String exports) {
    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"),
                environment.text("AUDIT_EXPORT_BUCKET"));
    }
}
