package dev.tollgate.registration;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.lambda.Environment;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The settings of this function.
 *
 * @param tablePrefix what the names of the tables start with
 * @param secretPrefix what the names of the secrets start with
 * @param secretsKey the KMS key of agents' secrets; empty for the account's own
 * @param urls where agents and webhooks may be
 * @param orders {@code DELIVERY_QUEUE_URL}, for tests of webhooks
 * @param buried {@code DELIVERY_DLQ_URL}
 * @param defaults what a registration gets that does not say otherwise; the figures are those of
 *     the administrator guide
 */
record Config(
        String tablePrefix,
        String secretPrefix,
        Optional<String> secretsKey,
        WebhookUrls urls,
        URI orders,
        URI buried,
        Settings defaults) {
    private static final String DEFAULT = "EXTERNAL_AGENT_DEFAULT_";

    /**
     * As <a href="https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html">KMS</a>
     * names keys.
     */
    private static final Pattern KEY =
            Pattern.compile(
                    "(arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:(key|alias)/[A-Za-z0-9/_-]+"
                            + "|alias/[A-Za-z0-9/_-]+|(mrk-)?[0-9a-f-]{32,36})");

    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"),
                environment.choice(
                        "SECRETS_KMS_KEY_ID",
                        Optional.empty(),
                        "the id, alias/NAME or ARN of a KMS key",
                        Config::key),
                WebhookUrls.of(
                        environment.text("EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS", ""),
                        environment.flag("ALLOW_LOOPBACK_WEBHOOKS", false)),
                URI.create(environment.text("DELIVERY_QUEUE_URL")),
                URI.create(environment.text("DELIVERY_DLQ_URL")),
                defaults(environment));
    }

    private static Optional<String> key(String text) {
        if (!KEY.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return Optional.of(text);
    }

    private static Settings defaults(Environment environment) {
        return new Settings(
                "",
                "",
                Map.of(),
                new RateLimits(
                        limit(environment, "RATE_LIMIT_PER_MINUTE", 10),
                        limit(environment, "RATE_LIMIT_PER_HOUR", 100),
                        limit(environment, "RATE_LIMIT_PER_DAY", 500),
                        OptionalInt.empty()),
                new Budget(
                        Optional.of(money(environment, "DAILY_BUDGET", "10.0")),
                        Optional.of(money(environment, "MONTHLY_BUDGET", "100.0")),
                        Budget.Enforcement.HARD),
                money(environment, "COST_PER_EXECUTION", "0.05"),
                List.of(),
                "production",
                false);
    }

    private static OptionalInt limit(Environment environment, String name, int otherwise) {
        return OptionalInt.of(
                environment.choice(
                        DEFAULT + name,
                        otherwise,
                        "a whole number from 1 to " + RateLimits.MOST,
                        Config::limit));
    }

    private static int limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > RateLimits.MOST) {
            throw new IllegalArgumentException(text);
        }
        return limit;
    }

    private static Money money(Environment environment, String name, String otherwise) {
        return environment.choice(
                DEFAULT + name,
                Money.usd(otherwise),
                "dollars from 0 to 1000000000 with at most 6 decimals",
                text -> Money.usd(new BigDecimal(text)));
    }
}
