package dev.tollgate.registration;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.lambda.Fields;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Reads the body of a registration and of a change. Both know the same fields, and the second
 * {@code status} as well. What is not given stays as it is, or in a registration as the defaults
 * say. In a change {@code null} removes a value, as in a <a
 * href="https://www.rfc-editor.org/rfc/rfc7396">JSON merge patch</a>; in a registration it counts
 * as not given, so that a client that writes every field it knows does not lift the default limits.
 */
final class AgentFields {
    private static final Pattern ENVIRONMENT = Pattern.compile(Agent.ENVIRONMENT);

    private final Settings defaults;
    private final WebhookFields webhooks;
    private final AuthFields auths;

    /** {@code random} makes signing secrets: it must be a secure generator. */
    AgentFields(Settings defaults, WebhookUrls urls, RandomGenerator random) {
        this.defaults = defaults;
        this.webhooks = new WebhookFields(urls);
        this.auths = new AuthFields(urls, random);
    }

    Draft draft(Fields body) {
        var platform = body.required("platform", platform(body));
        body.requiredText("name", Agent.LONGEST_NAME);
        var settings = settings(body, platform, defaults, false);
        var url = webhooks.read(body, platform);
        if (platform == Platform.CUSTOM_HTTP && url.isEmpty()) {
            throw body.refuse("webhook_url", "is required for " + platform.text() + ".");
        }
        var wish = auths.read(body, platform);
        var inbound = InboundFields.read(body, platform);
        body.end();
        return new Draft(
                platform,
                settings,
                new SecretFields(
                        true,
                        url,
                        Optional.of(wish.auth().orElseGet(OutboundAuth.None::new)),
                        wish.signing(),
                        inbound.isPresent(),
                        inbound));
    }

    Patch patch(Fields body, Agent agent) {
        var platform = agent.platform();
        if (platform(body).filter(given -> given != platform).isPresent()) {
            throw body.refuse(
                    "platform",
                    "cannot be changed; accepted: " + platform.text() + ". Register a new agent.");
        }
        var settings = settings(body, platform, Settings.of(agent), true);
        var wish = auths.read(body, platform);
        var secret =
                new SecretFields(
                        body.has("webhook_url"),
                        webhooks.read(body, platform),
                        wish.auth(),
                        wish.signing(),
                        body.has(InboundFields.NAME),
                        InboundFields.read(body, platform));
        if (platform == Platform.CUSTOM_HTTP && secret.urlGiven() && secret.url().isEmpty()) {
            throw body.refuse("webhook_url", "cannot be removed from " + platform.text() + ".");
        }
        var status = status(body).orElse(agent.status());
        body.end();
        return new Patch(settings, secret, status);
    }

    private static Settings settings(
            Fields body, Platform platform, Settings base, boolean nullRemoves) {
        var reader = new SettingFields(body, nullRemoves);
        return new Settings(
                reader.line("name", Agent.LONGEST_NAME, base.name()),
                reader.prose("description", Agent.LONGEST_DESCRIPTION, base.description()),
                PlatformRules.of(platform)
                        .readConfig(body, "platform_config", base.platformConfig()),
                new RateLimits(
                        reader.limit("requests_per_minute", base.rateLimits().perMinute()),
                        reader.limit("requests_per_hour", base.rateLimits().perHour()),
                        reader.limit("requests_per_day", base.rateLimits().perDay()),
                        reader.limit("max_concurrency", base.rateLimits().concurrent())),
                new Budget(
                        reader.money("max_daily_cost", base.budget().daily()),
                        reader.money("max_monthly_cost", base.budget().monthly()),
                        enforcement(body).orElse(base.budget().enforcement())),
                reader.requiredMoney("cost_per_execution", base.costPerExecution()),
                reader.tags("tags", Agent.MOST_TAGS, Agent.LONGEST_TAG, base.tags()),
                reader.slug("environment", ENVIRONMENT, base.environment()),
                reader.flag("requires_approval", base.requiresApproval()));
    }

    private static Optional<Platform> platform(Fields body) {
        return body.text("platform", 64)
                .map(text ->
                        Platform.of(text)
                                .orElseThrow(() ->
                                        body.refuse(
                                                "platform",
                                                "is not known; accepted: "
                                                        + Platform.accepted()
                                                        + ".")));
    }

    private static Optional<Budget.Enforcement> enforcement(Fields body) {
        return body.text("budget_enforcement", 64)
                .map(text ->
                        switch (text) {
                            case "hard" -> Budget.Enforcement.HARD;
                            case "soft" -> Budget.Enforcement.SOFT;
                            default ->
                                    throw body.refuse(
                                            "budget_enforcement",
                                            "is not known; accepted: hard, soft.");
                        });
    }

    private static Optional<AgentStatus> status(Fields body) {
        return body.text("status", 64)
                .map(text ->
                        switch (text) {
                            case "active" -> AgentStatus.ACTIVE;
                            case "suspended" -> AgentStatus.SUSPENDED;
                            default ->
                                    throw body.refuse(
                                            "status", "is not known; accepted: active, suspended.");
                        });
    }
}
