package dev.tollgate.governance;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.LimitSettings;
import dev.tollgate.lambda.PolicySettings;
import dev.tollgate.redis.Redis;

/**
 * The settings of this function.
 *
 * @param tablePrefix what the names of the tables start with
 * @param failOpen whether calls go on while the rate limits cannot be checked
 */
record Config(
        String tablePrefix,
        Redis redis,
        PolicySettings policies,
        LimitSettings limits,
        boolean failOpen) {
    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                Redis.from(environment::find),
                PolicySettings.of(environment),
                LimitSettings.of(environment),
                environment.flag("EXTERNAL_AGENT_RATE_LIMIT_FAIL_OPEN", true));
    }
}
