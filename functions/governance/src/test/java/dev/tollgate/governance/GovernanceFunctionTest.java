package dev.tollgate.governance;

import static dev.tollgate.governance.Fixture.AWAY;
import static dev.tollgate.governance.Fixture.HOME;
import static dev.tollgate.governance.Fixture.LIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.admission.ScopedLimits;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.redaction.Sensitive;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.Golden;
import dev.tollgate.testing.SamplePolicies;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class GovernanceFunctionTest {
    private static final String NEW =
            "{\"policy_id\": \"new\", \"effect\": \"allow\", \"conditions\": []}";

    private final Fixture fixture = new Fixture();
    private final Gate gate = new Gate(fixture.function(), HOME);
    private final Gate away = new Gate(fixture.function(), AWAY);

    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenPairsSay() {
        return Golden.of("governance")
                .replay(
                        APIGatewayV2HTTPEvent.class,
                        APIGatewayV2HTTPResponse.class,
                        () -> {
                            var used = new Fixture().used();
                            used.limits.replace(HOME, limits());
                            used.approvals.replace(HOME, approvals());
                            return used.function();
                        });
    }

    @Test
    void doesNothingThatItCannotRecord() {
        gate.send(Route.CREATE_POLICY, "", NEW);
        fixture.audit.breakDown();

        var statuses =
                Stream.of(
                                gate.send(Route.CREATE_POLICY, "", NEW.replace("new", "newer")),
                                gate.send(
                                        Route.REPLACE_POLICY, "new", NEW.replace("allow", "deny")),
                                gate.send(Route.DELETE_POLICY, "new"),
                                gate.send(
                                        Route.REPLACE_LIMITS, "", "{\"timezone\": \"Asia/Tokyo\"}"))
                        .map(Gate.Reply::status)
                        .toList();

        assertThat(statuses).containsOnly(500);
        assertThat(fixture.policies.find(HOME, "new").orElseThrow().version()).isEqualTo(1);
        assertThat(fixture.policies.find(HOME, "newer")).isEmpty();
        assertThat(fixture.limits.find(HOME).version()).isZero();
    }

    @Test
    void recordsEveryChangeAndNothingElse() {
        gate.send(Route.CREATE_POLICY, "", NEW);
        gate.send(Route.CREATE_POLICY, "", NEW);
        gate.send(Route.REPLACE_POLICY, "new", NEW.replace("allow", "deny"));
        gate.send(Route.REPLACE_POLICY, "new", NEW.replace("allow", "deny"));
        gate.send(Route.READ_POLICY, "new");
        gate.send(Route.DELETE_POLICY, "new");
        gate.send(Route.DELETE_POLICY, "new");
        gate.send(Route.REPLACE_LIMITS, "", "{\"timezone\": \"Europe/Berlin\", \"each_user\": {}}");
        gate.send(Route.REPLACE_LIMITS, "", "{\"timezone\": \"Europe/Berlin\"}");
        gate.send(Route.REPLACE_APPROVAL_RULES, "", "{\"quorum\": 2, \"cost_above\": 5}");
        gate.send(Route.REPLACE_APPROVAL_RULES, "", "{\"quorum\": 2, \"cost_above\": 5.0}");
        gate.send(Route.READ_APPROVAL_RULES, "");

        var refused = fixture.audit.all().get(1);
        assertThat(fixture.audit.all())
                .extracting(
                        AuditEvent::type,
                        AuditEvent::actor,
                        AuditEvent::subject,
                        AuditEvent::details)
                .containsExactly(
                        tuple("policy.created", "usr_admin", "new", policy("1", "allow")),
                        tuple("policy.created", "usr_admin", "new", policy("1", "allow")),
                        tuple(
                                "policy.created.refused",
                                "usr_admin",
                                "new",
                                Map.of("event", refused.id().value(), "reason", "id_taken")),
                        tuple("policy.replaced", "usr_admin", "new", policy("2", "deny")),
                        tuple("policy.deleted", "usr_admin", "new", policy("2", "deny")),
                        tuple(
                                "limits.replaced",
                                "usr_admin",
                                HOME.value(),
                                Map.of("version", "1", "changed", "timezone")),
                        tuple(
                                "approval_rules.replaced",
                                "usr_admin",
                                HOME.value(),
                                Map.of("version", "1", "changed", "cost_above, quorum")));
    }

    private static Map<String, String> policy(String version, String effect) {
        return Map.of("version", version, "effect", effect, "status", "active", "priority", "100");
    }

    @Test
    void putsBackWhatWasRead() {
        var policy = gate.send(Route.READ_POLICY, "us_only").body();
        var limits = gate.send(Route.READ_LIMITS, "").body();
        var approvals = gate.send(Route.READ_APPROVAL_RULES, "").body();

        assertThat(gate.send(Route.REPLACE_POLICY, "us_only", policy.toString()))
                .returns(200, Gate.Reply::status);
        assertThat(gate.send(Route.REPLACE_LIMITS, "", limits.toString()).body()).isEqualTo(limits);
        assertThat(gate.send(Route.REPLACE_APPROVAL_RULES, "", approvals.toString()))
                .returns(200, Gate.Reply::status)
                .returns(approvals, Gate.Reply::body);
        assertThat(fixture.approvals.find(HOME)).isEqualTo(ApprovalRules.NONE);
    }

    @Test
    void changesNoRuleOfApprovalThatCannotBeRecorded() {
        Audit broken =
                _ -> {
                    throw new IllegalStateException("the audit is down");
                };
        var unrecorded = new Gate(fixture.function(Map.of(), broken), HOME);

        var failed = unrecorded.send(Route.REPLACE_APPROVAL_RULES, "", "{\"quorum\": 2}");

        assertThat(failed.status()).isEqualTo(500);
        assertThat(fixture.approvals.find(HOME)).isEqualTo(ApprovalRules.NONE);
    }

    @Test
    void goesOnCountingWhenAnIdComesBack() {
        gate.send(Route.CREATE_POLICY, "", NEW);
        gate.send(Route.DELETE_POLICY, "new");

        assertThat(gate.send(Route.CREATE_POLICY, "", NEW).headers())
                .containsEntry("ETag", "\"2\"");
    }

    @Test
    void refusesTheThousandAndFirstPolicy() {
        for (int i = fixture.policies.all(HOME).size(); i < Policies.MOST; i++) {
            fixture.policies.add(HOME, SamplePolicies.allowAll("p" + i));
        }

        var full = gate.send(Route.CREATE_POLICY, "", NEW);

        assertThat(full.status()).isEqualTo(409);
        assertThat(full.code()).isEqualTo("too_many_policies");
        assertThat(away.send(Route.CREATE_POLICY, "", NEW).status()).isEqualTo(201);
    }

    @Test
    void neitherShowsNorTouchesWhatBelongsToAnotherOrganisation() {
        var statuses =
                Stream.of(
                                away.send(Route.READ_POLICY, "us_only"),
                                away.send(Route.DELETE_POLICY, "us_only"),
                                away.send(
                                        Route.REPLACE_POLICY,
                                        "us_only",
                                        NEW.replace("new", "us_only")),
                                away.send(Route.GOVERNANCE_STATUS, LIMITED.value()))
                        .map(Gate.Reply::status)
                        .toList();

        assertThat(statuses).containsOnly(404);
        assertThat(away.send(Route.LIST_POLICIES, "").body().path("items")).isEmpty();
        assertThat(fixture.policies.list(HOME, PageRequest.first(9)).items()).hasSize(2);
        assertThat(fixture.audit.all()).isEmpty();
    }

    @Test
    void warnsOfPoliciesThatANewOneHides() {
        var first =
                new Gate(
                        fixture.function(
                                Map.of(
                                        "EXTERNAL_AGENT_POLICY_CONFLICT_RESOLUTION",
                                        "FIRST_APPLICABLE")),
                        HOME);

        var hiding =
                first.send(
                        Route.CREATE_POLICY,
                        "",
                        "{\"policy_id\": \"all\", \"effect\": \"deny\", \"priority\": 1,"
                                + " \"conditions\": []}");

        assertThat(hiding.body().path("warnings").findValuesAsText("policy_id"))
                .containsExactly("business_hours", "us_only");
        assertThat(hiding.body().path("warnings").findValuesAsText("code"))
                .containsOnly("shadowed");
    }

    @Test
    void saysWithinWhatTimeAChangeTakesEffect() {
        var slow =
                new Gate(
                        fixture.function(Map.of("EXTERNAL_AGENT_POLICY_CACHE_TTL_SECONDS", "90.5")),
                        HOME);

        assertThat(slow.send(Route.CREATE_POLICY, "", NEW).body().path("effective_within_seconds"))
                .isEqualTo(Json.parse("91"));
        assertThat(slow.send(Route.DELETE_POLICY, "new").headers())
                .containsEntry("X-Effective-Within-Seconds", "91");
    }

    @Test
    void raisesTheMinuteByTheBurst() {
        fixture.used();
        var burst =
                new Gate(
                        fixture.function(
                                Map.of("EXTERNAL_AGENT_RATE_LIMIT_BURST_MULTIPLIER", "2.0")),
                        HOME);

        var rates = burst.send(Route.GOVERNANCE_STATUS, LIMITED.value()).body().path("rate_limit");

        assertThat(rates.path("remaining")).isEqualTo(Json.parse("17"));
        assertThat(rates.path("limits"))
                .isEqualTo(Json.parse("{\"minute\": 20, \"hour\": 100, \"day\": 500}"));
    }

    @Test
    void tellsTheBudgetByTheLedgerWhileTheCountersAreDown() {
        fixture.used();
        fixture.counters.down(true);

        var status = gate.send(Route.GOVERNANCE_STATUS, LIMITED.value()).body();

        assertThat(status.path("budget").path("source").asText()).isEqualTo("ledger");
        assertThat(status.path("budget").path("monthly_spent_usd").decimalValue())
                .isBetween(Money.usd("67.5").toUsd(), Money.usd("100").toUsd());
        assertThat(status.path("budget").path("slices").path(0).path("available_usd"))
                .isEqualTo(Json.parse("null"));
        assertThat(status.path("rate_limit").path("source").asText()).isEqualTo("unavailable");
        assertThat(status.path("rate_limit").path("allowed")).isEqualTo(Json.parse("true"));
        assertThat(status.path("rate_limit").path("remaining")).isEqualTo(Json.parse("null"));
    }

    @Test
    void allowsNothingWithoutCountersWhereRatesFailClosed() {
        fixture.counters.down(true);
        var closed =
                new Gate(
                        fixture.function(Map.of("EXTERNAL_AGENT_RATE_LIMIT_FAIL_OPEN", "false")),
                        HOME);

        var status = closed.send(Route.GOVERNANCE_STATUS, LIMITED.value()).body();

        assertThat(status.path("rate_limit").path("allowed")).isEqualTo(Json.parse("false"));
    }

    @Test
    void tellsWhatIsReachedByTheChosenThresholds() {
        fixture.used();

        assertThat(reached("0.675", "0.90")).isEqualTo("true false");
        assertThat(reached("0.676", "0.90")).isEqualTo("false false");
        assertThat(reached("0.1", "0.675")).isEqualTo("true true");
    }

    private String reached(String warning, String degradation) {
        var chosen =
                fixture.function(
                        Map.of(
                                "EXTERNAL_AGENT_BUDGET_WARNING_THRESHOLD", warning,
                                "EXTERNAL_AGENT_BUDGET_DEGRADATION_THRESHOLD", degradation));
        var budget =
                new Gate(chosen, HOME)
                        .send(Route.GOVERNANCE_STATUS, LIMITED.value())
                        .body()
                        .path("budget");
        return budget.path("warning_triggered") + " " + budget.path("degraded_mode");
    }

    private static ApprovalRules approvals() {
        return new ApprovalRules(
                Optional.of(Money.usd("2.50")),
                false,
                Set.of(Sensitive.SECRET),
                OptionalInt.empty(),
                Set.of("production"),
                1,
                Set.of("approver"),
                Duration.ofHours(8),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                List.of(),
                1);
    }

    private static OrganisationLimits limits() {
        return new OrganisationLimits(
                ZoneId.of("America/New_York"),
                new ScopedLimits(
                        new RateLimits(
                                OptionalInt.of(600),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty()),
                        new Budget(
                                Optional.empty(),
                                Optional.of(Money.usd("1000")),
                                Budget.Enforcement.HARD)),
                new ScopedLimits(
                        RateLimits.NONE,
                        new Budget(
                                Optional.of(Money.usd("0.5")),
                                Optional.empty(),
                                Budget.Enforcement.SOFT)),
                ScopedLimits.NONE,
                1);
    }
}
