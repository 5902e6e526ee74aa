package dev.tollgate.maintenance;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.redis.Redis;
import java.net.URI;
import java.time.Duration;

/**
 * The settings of this function.
 *
 * @param archive the bucket that sealed entries are copied to
 * @param exports the bucket of exports
 * @param grace how long money lies still before reconciliation looks at it
 */
record Config(
        String tablePrefix,
        String secretPrefix,
        Redis redis,
        URI deliveryQueue,
        URI deadLetterQueue,
        PublicUrl url,
        String archive,
        String exports,
        Duration grace) {
    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"),
                Redis.from(environment::find),
                URI.create(environment.text("DELIVERY_QUEUE_URL")),
                URI.create(environment.text("DELIVERY_DLQ_URL")),
                PublicUrl.of(environment),
                environment.text("AUDIT_ARCHIVE_BUCKET"),
                environment.text("AUDIT_EXPORT_BUCKET"),
                environment.seconds("RECONCILIATION_GRACE_SECONDS", Duration.ofSeconds(60)));
    }
}
