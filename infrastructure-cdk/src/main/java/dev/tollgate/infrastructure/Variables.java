package dev.tollgate.infrastructure;

import dev.tollgate.lambda.LambdaFunction;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of the settings in docs/configuration.md each function reads. */
final class Variables {
    private static final Set<String> ALL = Set.of("TOLLGATE_LOG_LEVEL", "AUDIT_RETENTION_DAYS");

    private static final Set<String> POLICIES_AND_LIMITS =
            Set.of(
                    "EXTERNAL_AGENT_POLICY_CONFLICT_RESOLUTION",
                    "EXTERNAL_AGENT_POLICY_FAIL_MODE",
                    "EXTERNAL_AGENT_POLICY_CACHE_TTL_SECONDS",
                    "EXTERNAL_AGENT_RATE_LIMIT_BURST_MULTIPLIER",
                    "EXTERNAL_AGENT_RATE_LIMIT_FAIL_OPEN",
                    "EXTERNAL_AGENT_BUDGET_WARNING_THRESHOLD",
                    "EXTERNAL_AGENT_BUDGET_DEGRADATION_THRESHOLD");

    /** Where messages go, and what they link to. */
    private static final Set<String> MESSAGES =
            Set.of(
                    "EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS",
                    "EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS",
                    "AGENT_GATEWAY_PUBLIC_URL",
                    "SLACK_API_URL",
                    "DISCORD_API_URL",
                    "TELEGRAM_API_URL",
                    "NOTION_API_URL",
                    "DIRECT_LINE_URL",
                    "BOT_FRAMEWORK_METADATA_URL");

    private static final String KILL_SWITCH = "KILL_SWITCH_CACHE_SECONDS";
    private static final String DOMAINS = "EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS";

    private static final Map<LambdaFunction, Set<String>> READ = new EnumMap<>(read());

    private Variables() {}

    private static Map<LambdaFunction, Set<String>> read() {
        var all = new HashMap<LambdaFunction, Set<String>>();
        for (var function : LambdaFunction.values()) {
            all.put(function, union(union(ALL, measured(function)), readBy(function)));
        }
        return all;
    }

    /** Those that reach Redis. */
    private static Set<String> measured(LambdaFunction function) {
        return switch (function) {
            case ADMIN, GOVERNANCE, INVOCATION, APPROVALS, DELIVERY, MAINTENANCE, ALARMS ->
                    Set.of("METRICS_FLUSH_SECONDS");
            case AUTHORIZER, REGISTRATION, AUDIT -> Set.of();
        };
    }

    private static Set<String> readBy(LambdaFunction function) {
        return switch (function) {
            case ADMIN ->
                    Set.of(
                            "AGENT_GATEWAY_ADMIN_USER",
                            "AGENT_GATEWAY_ORGANISATION",
                            "AGENT_GATEWAY_ACCESS_EXPIRE",
                            "AGENT_GATEWAY_REFRESH_EXPIRE",
                            "AGENT_GATEWAY_PASSWORD_LENGTH");
            case AUTHORIZER -> Set.of("TOKEN_CHECK_SECONDS", "OIDC_ISSUERS");
            case REGISTRATION ->
                    Set.of(
                            DOMAINS,
                            "EXTERNAL_AGENT_DEFAULT_MONTHLY_BUDGET",
                            "EXTERNAL_AGENT_DEFAULT_DAILY_BUDGET",
                            "EXTERNAL_AGENT_DEFAULT_COST_PER_EXECUTION",
                            "EXTERNAL_AGENT_DEFAULT_RATE_LIMIT_PER_MINUTE",
                            "EXTERNAL_AGENT_DEFAULT_RATE_LIMIT_PER_HOUR",
                            "EXTERNAL_AGENT_DEFAULT_RATE_LIMIT_PER_DAY");
            case AUDIT -> Set.of();
            case GOVERNANCE ->
                    union(POLICIES_AND_LIMITS, Set.of("AGENT_GATEWAY_ORGANISATION", KILL_SWITCH));
            case APPROVALS ->
                    Set.of("AGENT_GATEWAY_PUBLIC_URL", "APPROVALS_STREAM_SECONDS", KILL_SWITCH);
            case INVOCATION ->
                    union(
                            union(POLICIES_AND_LIMITS, MESSAGES),
                            Set.of("EXTERNAL_AGENT_COUNTRY_HEADER", KILL_SWITCH));
            case DELIVERY ->
                    union(
                            MESSAGES,
                            Set.of(
                                    "EXTERNAL_AGENT_WEBHOOK_RETRY_ATTEMPTS",
                                    "EXTERNAL_AGENT_WEBHOOK_RETRY_SCHEDULE",
                                    "WEBHOOK_DISABLE_AFTER_DAYS",
                                    KILL_SWITCH));
            case MAINTENANCE -> Set.of("AGENT_GATEWAY_PUBLIC_URL", "RECONCILIATION_GRACE_SECONDS");
            case ALARMS ->
                    Set.of(
                            "AGENT_GATEWAY_ORGANISATION",
                            "ALARM_DESTINATIONS",
                            "ALARM_SUSPENDS_EXHAUSTED_AGENTS",
                            "ALARM_EXHAUSTED_SHARE");
        };
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those of the given variables that the function reads. */
    static Map<String, String> of(LambdaFunction function, Map<String, String> given) {
        var read = READ.getOrDefault(function, Set.of());
        return given.entrySet().stream()
                .filter(variable -> read.contains(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A name that nobody reads is a mistake of whoever deploys, not a wish. */
    static void requireKnown(Collection<String> names) {
        var known = new TreeSet<String>();
        READ.values().forEach(known::addAll);
        var unknown = new TreeSet<>(names);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "context variables has " + unknown + "; accepted: " + known);
        }
    }
}
