package dev.tollgate.governance;

import static dev.tollgate.governance.Fixture.HOME;
import static dev.tollgate.governance.Fixture.LIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lambda.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be understood is refused with its place, and never breaks anything. */
final class MalformedTest {
    private static final long SEED = 20260302;
    private static final int CASES = 20_000;

    private final Fixture fixture = new Fixture();
    private final Gate gate = new Gate(fixture.function(), HOME);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    `{}`                                                     | #/policy_id
                    `{"policy_id": 1}`                                       | #/policy_id
                    `{"policy_id": null}`                                    | #/policy_id
                    `{"policy_id": ""}`                                      | #/policy_id
                    `{"policy_id": "#count"}`                                | #/policy_id
                    `{"policy_id": "a/b"}`                                   | #/policy_id
                    `{"policy_id": "x"}`                                     | #/effect
                    `{"policy_id": "x", "effect": "ALLOW"}`                  | #/effect
                    `{"policy_id": "x", "effect": "allow"}`                  | #/conditions
                    `{"policy_id": "x", "effect": "allow", "conditions": {}}`| #/conditions
                    `{"policy_id": "x", "effect": "allow", "conditions": [null]}` | #/conditions/0
                    `{"policy_id": "x", "effect": "allow", "conditions": [{}]}` | #/conditions/0/type
                    `{"policy_id": "x", "effect": "allow", "conditions": [], "priority": -1}` | #/priority
                    `{"policy_id": "x", "effect": "allow", "conditions": [], "priority": 1.5}` | #/priority
                    `{"policy_id": "x", "effect": "allow", "conditions": [], "priority": 1e999999999}` | #/priority
                    `{"policy_id": "x", "effect": "allow", "conditions": [], "status": "on"}` | #/status
                    `{"policy_id": "x", "effect": "allow", "conditions": [], "name": null}` | #/name
                    `{"policy_id": "x", "effect": "allow", "conditions": [], "x/y~": 1}` | #/x~1y~0
                    `{"policy_id": "x", "effect": "allow", "conditions": [], "version": 1}` | #/version
                    `{"policy_id": "x", "effect": "allow", "conditions": [{"type": "cost", "estimated_above": -1}]}` | #/conditions/0/estimated_above
                    `{"policy_id": "x", "effect": "allow", "conditions": [{"type": "cost", "estimated_above": 1e126}]}` | #/conditions/0/estimated_above
                    `[]`                                                     | #
                    `null`                                                   | #
                    `"policy"`                                               | #
                    `{"policy_id": "x", "policy_id": "y"}`                   | #
                    `{"policy_id": "x"} {}`                                  | #
                    """)
    void refusesAMalformedPolicyWithThePlace(String body, String where) {
        var refused = gate.send(Route.CREATE_POLICY, "", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.where()).isEqualTo(where);
        assertThat(fixture.policies.all(HOME)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    `{}`                                                          | #/timezone
                    `{"timezone": null}`                                          | #/timezone
                    `{"timezone": "Mars/Olympus"}`                                | #/timezone
                    `{"timezone": 1}`                                             | #/timezone
                    `{"timezone": "UTC", "each_agent": {}}`                       | #/each_agent
                    `{"timezone": "UTC", "each_user": []}`                        | #/each_user
                    `{"timezone": "UTC", "each_user": {"max_concurrency": 1}}`    | #/each_user/max_concurrency
                    `{"timezone": "UTC", "each_user": {"requests_per_minute": 0}}`| #/each_user/requests_per_minute
                    `{"timezone": "UTC", "each_team": {"requests_per_hour": 1.5}}`| #/each_team/requests_per_hour
                    `{"timezone": "UTC", "each_team": {"requests_per_day": "9"}}` | #/each_team/requests_per_day
                    `{"timezone": "UTC", "each_team": {"requests_per_day": 1000000001}}` | #/each_team/requests_per_day
                    `{"timezone": "UTC", "organisation": {"max_daily_cost": -0.01}}` | #/organisation/max_daily_cost
                    `{"timezone": "UTC", "organisation": {"max_daily_cost": 0.0000001}}` | #/organisation/max_daily_cost
                    `{"timezone": "UTC", "organisation": {"max_monthly_cost": 1000000001}}` | #/organisation/max_monthly_cost
                    `{"timezone": "UTC", "organisation": {"max_monthly_cost": 1e125}}` | #/organisation/max_monthly_cost
                    `{"timezone": "UTC", "organisation": {"max_monthly_cost": 1e2147483647}}` | #/organisation/max_monthly_cost
                    `{"timezone": "UTC", "organisation": {"budget_enforcement": "firm"}}` | #/organisation/budget_enforcement
                    """)
    void refusesMalformedLimitsWithThePlace(String body, String where) {
        var refused = gate.send(Route.REPLACE_LIMITS, "", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.where()).isEqualTo(where);
        assertThat(fixture.limits.find(HOME).version()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    `[]`                                                   | #
                    `{"cost_above": -1}`                                   | #/cost_above
                    `{"cost_above": 1e-7}`                                 | #/cost_above
                    `{"cost_above": "5"}`                                  | #/cost_above
                    `{"first_invocation": "yes"}`                          | #/first_invocation
                    `{"payload": "secret"}`                                | #/payload
                    `{"payload": ["secret", "SECRET"]}`                    | #/payload/1
                    `{"calls_per_minute_above": 0}`                        | #/calls_per_minute_above
                    `{"environments": ["Production"]}`                     | #/environments/0
                    `{"environments": ["a", ""]}`                          | #/environments/1
                    `{"quorum": 0}`                                        | #/quorum
                    `{"quorum": 11}`                                       | #/quorum
                    `{"roles": ["auditor"]}`                               | #/roles/0
                    `{"timeout_seconds": 59}`                              | #/timeout_seconds
                    `{"timeout_seconds": 172801}`                          | #/timeout_seconds
                    `{"timeout_seconds": 60, "remind_after_seconds": 60}`  | #/remind_after_seconds
                    `{"escalate_after_seconds": 86400}`                    | #/escalate_after_seconds
                    `{"escalate_after_seconds": 60}`                       | #/escalate_to
                    `{"escalate_to": ["owner"]}`                           | #/escalate_after_seconds
                    `{"ask_through": ["support"]}`                         | #/ask_through/0
                    `{"ask_through": ["agt_00000000000000000000000009"]}`  | #/ask_through/0
                    `{"version": 1}`                                       | #/version
                    """)
    void refusesMalformedApprovalRulesWithThePlace(String body, String where) {
        var refused = gate.send(Route.REPLACE_APPROVAL_RULES, "", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.where()).isEqualTo(where);
        assertThat(fixture.approvals.find(HOME).version()).isZero();
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        var policy = "{\"policy_id\": \"x\", \"description\": \"" + "x".repeat(256 * 1024) + "\"}";

        assertThat(gate.send(Route.CREATE_POLICY, "", policy).status()).isEqualTo(413);
        assertThat(gate.send(Route.REPLACE_POLICY, "us_only", policy).status()).isEqualTo(413);
        assertThat(gate.send(Route.REPLACE_LIMITS, "", policy).status()).isEqualTo(413);
        assertThat(gate.send(Route.REPLACE_APPROVAL_RULES, "", policy).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "W/\"3\"", "\"x\"", "\"\"", "\"9999999999\""})
    void refusesAnIfMatchThatIsNoTag(String tag) {
        var headers = Map.of("if-match", tag);

        assertThat(gate.send(Route.DELETE_POLICY, "us_only", Optional.empty(), headers).status())
                .isEqualTo(400);
        assertThat(fixture.policies.all(HOME)).hasSize(2);
    }

    @Test
    void neverBreaksWhateverIsSent() {
        var random = new SplittableRandom(SEED);
        var routes =
                List.of(
                        Route.CREATE_POLICY,
                        Route.REPLACE_POLICY,
                        Route.DELETE_POLICY,
                        Route.READ_POLICY,
                        Route.REPLACE_LIMITS,
                        Route.REPLACE_APPROVAL_RULES,
                        Route.GOVERNANCE_STATUS);
        var ids = List.of("us_only", "p1", "#count", "", "agt_", LIMITED.value(), "\u0000", "ü");
        var json = new RandomJson(random);
        for (int i = 0; i < CASES; i++) {
            var route = routes.get(random.nextInt(routes.size()));
            var id = ids.get(random.nextInt(ids.size()));
            var body = json.next();

            assertThat(gate.send(route, id, body).status())
                    .as("case %d of seed %d: %s %s %s", i, SEED, route, id, body)
                    .isIn(200, 201, 204, 400, 404, 409, 412, 413);
        }
    }
}
