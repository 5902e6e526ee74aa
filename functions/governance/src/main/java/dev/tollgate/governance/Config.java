package dev.tollgate.governance;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.HomeOrganisation;
import dev.tollgate.lambda.LimitSettings;
import dev.tollgate.lambda.PolicySettings;
import dev.tollgate.redis.Redis;
import java.time.Duration;

/**
 * The settings of this function.
 *
 * @param tablePrefix what the names of the tables start with
 * @param home the organisation whose owners may stop everybody
 * @param killSwitchAge within which a kill switch is honoured
 * @param failOpen whether calls go on while the rate limits cannot be checked
 */
record Config(
        String tablePrefix,
        Redis redis,
        PolicySettings policies,
        LimitSettings limits,
        boolean failOpen,
        OrganisationId home,
        Duration killSwitchAge) {
    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                Redis.from(environment::find),
                PolicySettings.of(environment),
                LimitSettings.of(environment),
                environment.flag("EXTERNAL_AGENT_RATE_LIMIT_FAIL_OPEN", true),
                HomeOrganisation.of(environment),
                environment.seconds("KILL_SWITCH_CACHE_SECONDS", Halt.USUAL_AGE));
    }
}
