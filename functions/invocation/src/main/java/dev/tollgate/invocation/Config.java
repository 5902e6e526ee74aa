package dev.tollgate.invocation;

import dev.tollgate.domain.admission.Admit.RateFailMode;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.LimitSettings;
import dev.tollgate.lambda.PolicySettings;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.platforms.PlatformAddresses;
import dev.tollgate.redis.Redis;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of this function.
 *
 * @param failMode what happens to calls when the rate limits cannot be checked
 * @param timeout how long an agent may take
 * @param countryHeader in which the edge in front tells the caller's country, if it does
 * @param addresses of the platforms
 * @param url that messages link to
 * @param killSwitchAge within which a kill switch is honoured
 */
record Config(
        String tablePrefix,
        String secretPrefix,
        Redis redis,
        URI deliveryQueue,
        URI deadLetterQueue,
        PolicySettings policies,
        LimitSettings limits,
        RateFailMode failMode,
        Duration timeout,
        WebhookUrls webhookUrls,
        Optional<String> countryHeader,
        PlatformAddresses addresses,
        PublicUrl url,
        Duration killSwitchAge) {
    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"),
                Redis.from(environment::find),
                URI.create(environment.text("DELIVERY_QUEUE_URL")),
                URI.create(environment.text("DELIVERY_DLQ_URL")),
                PolicySettings.of(environment),
                LimitSettings.of(environment),
                environment.flag("EXTERNAL_AGENT_RATE_LIMIT_FAIL_OPEN", true)
                        ? RateFailMode.OPEN
                        : RateFailMode.CLOSED,
                environment.seconds(
                        "EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS", Duration.ofSeconds(30)),
                WebhookUrls.of(
                        environment.text("EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS", ""),
                        environment.flag("ALLOW_LOOPBACK_WEBHOOKS", false)),
                environment.find("EXTERNAL_AGENT_COUNTRY_HEADER"),
                PlatformAddresses.of(environment::find),
                PublicUrl.of(environment),
                environment.seconds("KILL_SWITCH_CACHE_SECONDS", Halt.USUAL_AGE));
    }
}
