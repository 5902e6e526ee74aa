package dev.tollgate.governance;

import static dev.tollgate.governance.Fixture.AWAY;
import static dev.tollgate.governance.Fixture.FREE;
import static dev.tollgate.governance.Fixture.HOME;
import static dev.tollgate.governance.Fixture.LIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.Window;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.Target;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Route;
import dev.tollgate.measure.Measures;
import dev.tollgate.testing.RecordedMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    private final Fixture fixture = new Fixture().used();
    private final Measures measures =
            Measures.at(
                    new RecordedMetrics(),
                    fixture.tallies,
                    () -> fixture.now,
                    new SplittableRandom(3));

    private String scrape(OrganisationId organisation) {
        return new Gate(fixture.function(), organisation).text(Route.METRICS);
    }

    @Test
    void tellsWhatIsCountedAndHowFarLimitsAreUsed() {
        measures.metrics().count("external_agent_policy_denials", Map.of("platform", "slack"));
        fixture.killSwitches.pull(
                new KillSwitch(HOME, new Target.Tool("shell"), "a leak", "usr_admin", fixture.now));
        fixture.now = fixture.now.plusSeconds(5);

        assertThat(scrape(HOME))
                .contains("\nredis_up 1.0\n")
                .contains("\nprocess_uptime_seconds 5.0\n")
                .contains("\nexternal_agent_policy_denials{platform=\"slack\"} 1\n")
                .contains("\napprovals_queued_total 0\n")
                .contains("\nkill_switches_pulled 1.0\n")
                .contains(
                        "\nexternal_agent_budget_usage_percentage{agent=\""
                                + LIMITED
                                + "\",limit=\"agent-monthly\"} 0.675\n")
                .contains(
                        "\nexternal_agent_rate_limit_remaining{agent=\""
                                + LIMITED
                                + "\",limit=\"agent-minute\"} 7.0\n")
                .contains(
                        "\nexternal_agent_rate_limit_remaining_ratio{agent=\""
                                + LIMITED
                                + "\",limit=\"agent-minute\"} 0.7\n")
                .contains("\nexternal_agent_gauges_incomplete 0.0\n")
                .doesNotContain(FREE.value());
    }

    @Test
    void tellsTheTwelveOfTheRunbook() {
        assertThat(scrape(HOME).lines().filter(line -> line.startsWith("# TYPE")))
                .contains(
                        "# TYPE tool_calls_total counter",
                        "# TYPE tool_call_duration_seconds histogram",
                        "# TYPE tool_validation_errors_total counter",
                        "# TYPE approvals_queued_total counter",
                        "# TYPE process_uptime_seconds gauge",
                        "# TYPE worker_healthy gauge",
                        "# TYPE worker_pool_alive gauge",
                        "# TYPE worker_pool_size gauge",
                        "# TYPE scheduler_tasks_total gauge",
                        "# TYPE scheduler_runs_total counter",
                        "# TYPE scheduler_errors_total counter",
                        "# TYPE scheduler_run_duration_seconds histogram");
    }

    @Test
    void tellsOtherOrganisationsOnlyWhatIsTheirs() {
        measures.metrics().count("external_agent_policy_denials", Map.of("platform", "slack"));

        assertThat(scrape(AWAY))
                .contains("\nredis_up 1.0\n")
                .doesNotContain("external_agent_policy_denials")
                .doesNotContain(LIMITED.value());
    }

    @Test
    void answersWhileRedisIsDown() {
        fixture.tallies.down(true);

        assertThat(scrape(HOME))
                .contains("\nredis_up 0.0\n")
                .contains("external_agent_budget_usage_percentage{agent=")
                .doesNotContain("external_agent_policy_denials{");
    }

    @Test
    void namesTheAgentsThatRunIntoTheirLimits() {
        var minute = new RateRule(LimitScope.agent(LIMITED), Window.MINUTE, 10);
        var day = new RateRule(LimitScope.organisation(HOME), Window.DAY, 10);
        measures.violations().count(HOME, FREE, day);
        measures.violations().count(HOME, LIMITED, minute);
        measures.violations().count(HOME, LIMITED, minute);
        measures.violations().count(HOME, LIMITED, day);

        var violations = violations(HOME);

        assertThat(violations.body())
                .isEqualTo(
                        Json.parse(
                                """
                                {"last_hour": {"since": "2026-03-02T08:00:00Z", "violations": 4},
                                 "last_day": {"since": "2026-03-01T09:00:00Z", "violations": 4},
                                 "agents": [
                                  {"agent_id": "agt_00000000000000000000000000", "name": "Support",
                                   "platform": "custom_http", "last_hour": 3, "last_day": 3,
                                   "limits": [
                                    {"limit": "agent-minute", "last_hour": 2, "last_day": 2},
                                    {"limit": "organisation-day", "last_hour": 1, "last_day": 1}]},
                                  {"agent_id": "agt_00000000000000000000000001", "name": "Free",
                                   "platform": "custom_http", "last_hour": 1, "last_day": 1,
                                   "limits": [
                                    {"limit": "organisation-day", "last_hour": 1, "last_day": 1}]}],
                                 "other_agents": 0}
                                """));
        assertThat(violations(AWAY).body().path("agents")).isEmpty();
    }

    @Test
    void saysThatItDoesNotKnowTheCulpritsWhileRedisIsDown() {
        fixture.tallies.down(true);

        assertThat(violations(HOME).code()).isEqualTo("counters_down");
        assertThat(violations(HOME).status()).isEqualTo(503);
    }

    private Gate.Reply violations(OrganisationId organisation) {
        return new Gate(fixture.function(), organisation)
                .send(Route.RATE_LIMIT_VIOLATIONS, "", Optional.empty(), Map.of());
    }

    /** Every metric that an alert rule asks for is one that a scrape tells. */
    static List<String> namesTold() {
        return new MetricsTest()
                .scrape(HOME)
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .toList();
    }
}
