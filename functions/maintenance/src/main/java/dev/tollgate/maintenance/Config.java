package dev.tollgate.maintenance;

import dev.tollgate.lambda.Environment;
import dev.tollgate.redis.Redis;
import java.time.Duration;

/**
 * The settings of this function.
 *
 * @param grace how long money lies still before reconciliation looks at it
 */
record Config(String tablePrefix, Redis redis, Duration grace) {
    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                Redis.from(environment::find),
                environment.seconds("RECONCILIATION_GRACE_SECONDS", Duration.ofSeconds(60)));
    }
}
