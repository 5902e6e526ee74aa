package dev.tollgate.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docs/prometheus/tollgate-rules.yml} is well-formed and asks for nothing that is not. */
final class AlertRulesTest {
    private static final Pattern NAME = Pattern.compile("(?<![\\d.\\[a-z_])[a-z_]+");
    private static final Set<String> WORDS =
            Set.of(
                    "max",
                    "min",
                    "sum",
                    "by",
                    "agent",
                    "limit",
                    "increase",
                    "absent",
                    "or",
                    "and",
                    "unless");
    private static final Pattern DURATION = Pattern.compile("\\d+[smh]");

    private final List<Map<String, Object>> rules = rules();

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules() {
        try {
            var text = Files.readString(Repository.file("docs/prometheus/tollgate-rules.yml"));
            Map<String, List<Map<String, List<Map<String, Object>>>>> file =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            var rules = new ArrayList<Map<String, Object>>();
            file.getOrDefault("groups", List.of())
                    .forEach(group -> rules.addAll(group.getOrDefault("rules", List.of())));
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hasTheSixAlertsOfTheGuideWithTheirSeverities() {
        assertThat(
                        rules.stream()
                                .collect(
                                        Collectors.toMap(
                                                rule -> (String) rule.get("alert"),
                                                AlertRulesTest::severity)))
                .isEqualTo(
                        Map.of(
                                "ExternalAgentBudgetExhausted", "critical",
                                "RateLimiterUnavailable", "critical",
                                "HighPolicyDenialRate", "critical",
                                "ExternalAgentBudgetWarning", "warning",
                                "HighRateLimitUsage", "warning",
                                "WebhookDeliveryFailures", "warning"));
    }

    private static Object severity(Map<String, Object> rule) {
        return String.valueOf(((Map<?, ?>) rule.getOrDefault("labels", Map.of())).get("severity"));
    }

    @Test
    void asksOnlyForMetricsThatAScrapeTells() {
        var asked =
                rules.stream()
                        .map(rule -> (String) rule.get("expr"))
                        .flatMap(expression -> NAME.matcher(expression).results())
                        .map(found -> found.group())
                        .filter(name -> !WORDS.contains(name))
                        .collect(Collectors.toSet());

        assertThat(asked)
                .isEqualTo(
                        Set.of(
                                "external_agent_budget_usage_percentage",
                                "redis_up",
                                "external_agent_policy_denials",
                                "external_agent_policy_evaluations",
                                "external_agent_rate_limit_remaining_ratio",
                                "external_agent_webhook_failures",
                                "webhook_deliveries"));
        assertThat(MetricsTest.namesTold()).containsAll(asked);
    }

    @Test
    void hasOnlyFieldsThatAnAlertHas() {
        assertThat(rules)
                .allSatisfy(rule -> {
                    assertThat(Set.of("alert", "expr", "for", "labels", "annotations"))
                            .containsAll(rule.keySet());
                    assertThat((String) rule.getOrDefault("for", "0m")).matches(DURATION);
                    assertThat(balance(String.valueOf(rule.get("expr")))).isZero();
                });
    }

    private static long balance(String expression) {
        return expression.chars().filter(c -> c == '(').count()
                - expression.chars().filter(c -> c == ')').count();
    }
}
