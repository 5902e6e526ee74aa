package dev.tollgate.delivery;

import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.delivery.RetrySchedule;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.platforms.PlatformAddresses;
import java.net.URI;
import java.time.Duration;

/**
 * The settings of this function.
 *
 * @param tablePrefix what the names of the tables start with
 * @param secretPrefix what the names of the secrets start with
 * @param urls where agents may be
 * @param timeout of one attempt: {@code EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS}
 * @param schedule the delays of {@code EXTERNAL_AGENT_WEBHOOK_RETRY_SCHEDULE}, of which {@code
 *     EXTERNAL_AGENT_WEBHOOK_RETRY_ATTEMPTS} says how many attempts may follow the first. Without a
 *     schedule of its own that is 3, as the administrator guide says; with one, as many as it has
 * @param orders {@code DELIVERY_QUEUE_URL}
 * @param buried {@code DELIVERY_DLQ_URL}
 * @param addresses of the platforms
 * @param url that messages link to
 * @param disableAfter how long a webhook may fail before it is disabled
 * @param killSwitchAge within which a kill switch is honoured
 */
record Config(
        String tablePrefix,
        String secretPrefix,
        WebhookUrls urls,
        Duration timeout,
        RetrySchedule schedule,
        URI orders,
        URI buried,
        PlatformAddresses addresses,
        PublicUrl url,
        Duration disableAfter,
        Duration killSwitchAge) {
    private static final String SCHEDULE = "EXTERNAL_AGENT_WEBHOOK_RETRY_SCHEDULE";
    private static final int DISABLE_AFTER = 5;
    private static final int MOST_DAYS = 365;
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

    Config {
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalStateException(
                    "EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS is "
                            + timeout.toSeconds()
                            + "; accepted: at most "
                            + LONGEST_TIMEOUT.toSeconds());
        }
    }

    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"),
                WebhookUrls.of(
                        environment.text("EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS", ""),
                        environment.flag("ALLOW_LOOPBACK_WEBHOOKS", false)),
                environment.seconds("EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS", USUAL_TIMEOUT),
                schedule(environment),
                URI.create(environment.text("DELIVERY_QUEUE_URL")),
                URI.create(environment.text("DELIVERY_DLQ_URL")),
                PlatformAddresses.of(environment::find),
                PublicUrl.of(environment),
                environment.choice(
                        "WEBHOOK_DISABLE_AFTER_DAYS",
                        Duration.ofDays(DISABLE_AFTER),
                        "a whole number from 1 to " + MOST_DAYS,
                        Config::days),
                environment.seconds("KILL_SWITCH_CACHE_SECONDS", Halt.USUAL_AGE));
    }

    private static Duration days(String text) {
        int days = Integer.parseInt(text);
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException(text);
        }
        return Duration.ofDays(days);
    }

    private static RetrySchedule schedule(Environment environment) {
        var delays =
                environment.choice(
                        SCHEDULE, RetrySchedule.FULL, RetrySchedule.ACCEPTED, RetrySchedule::parse);
        var usual =
                environment.find(SCHEDULE).isPresent()
                        ? delays.delays().size() - 1
                        : RetrySchedule.USUAL_RETRIES;
        return environment.choice(
                "EXTERNAL_AGENT_WEBHOOK_RETRY_ATTEMPTS",
                delays.withRetries(usual),
                "a whole number from 0",
                text -> delays.withRetries(Integer.parseInt(text)));
    }
}
