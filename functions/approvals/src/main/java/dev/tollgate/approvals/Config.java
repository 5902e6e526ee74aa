package dev.tollgate.approvals;

import dev.tollgate.domain.control.Halt;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.redis.Redis;
import java.net.URI;
import java.time.Duration;

/**
 * The settings of this function.
 *
 * @param watch for how long one request watches for changes
 * @param killSwitchAge within which a kill switch is honoured
 */
record Config(
        String tablePrefix,
        String secretPrefix,
        Redis redis,
        URI deliveryQueue,
        URI deadLetterQueue,
        PublicUrl url,
        Duration watch,
        Duration killSwitchAge) {
    /** API Gateway answers for a function after 30 s. */
    private static final Duration LONGEST_WATCH = Duration.ofSeconds(25);

    Config {
        if (watch.compareTo(LONGEST_WATCH) > 0) {
            throw new IllegalStateException(
                    "APPROVALS_STREAM_SECONDS is "
                            + watch.toSeconds()
                            + "; accepted: up to "
                            + LONGEST_WATCH.toSeconds());
        }
    }

    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"),
                Redis.from(environment::find),
                URI.create(environment.text("DELIVERY_QUEUE_URL")),
                URI.create(environment.text("DELIVERY_DLQ_URL")),
                PublicUrl.of(environment),
                environment.seconds("APPROVALS_STREAM_SECONDS", Duration.ofSeconds(20)),
                environment.seconds("KILL_SWITCH_CACHE_SECONDS", Halt.USUAL_AGE));
    }
}
