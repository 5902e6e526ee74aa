package dev.tollgate.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.LimitRules;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Route;
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.redis.Redis;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.testing.Race;
import dev.tollgate.testing.SampleAgents;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The function as Lambda builds it, on DynamoDB Local and Redis. */
final class RealPartsTest {
    private static final int THREADS = 32;
    private static final String PREFIX = "governance_";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Dynamo TABLES = tables();
    private static final Environment ENVIRONMENT =
            Environment.of(
                    Map.of(
                            "TABLE_PREFIX",
                            PREFIX,
                            "REDIS_URL",
                            RedisServer.shared().endpoint().toString()));
    private static final GovernanceFunction FUNCTION = new GovernanceFunction(ENVIRONMENT);

    private final Ids ids = new Ids(CLOCK, RANDOM);
    private final OrganisationId organisation = ids.organisation();
    private final Gate gate = new Gate(FUNCTION, organisation);

    private static Dynamo tables() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty(
                "aws.endpointUrlDynamoDb", DynamoDbServer.shared().endpoint().toString());
        var tables = Dynamo.connect(PREFIX);
        tables.createTables();
        return tables;
    }

    @Test
    void createsAPolicyExactlyOnceHoweverManyTry() throws Exception {
        var replies = Race.of(THREADS, i -> () -> gate.send(Route.CREATE_POLICY, "", policy(i)));

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.code().equals("policy_id_taken"))
                .hasSize(THREADS - 1);
    }

    @Test
    void replacesAVersionExactlyOnceHoweverManyTry() throws Exception {
        gate.send(Route.CREATE_POLICY, "", policy(0));
        var first = Map.of("if-match", "\"1\"");

        var replies =
                Race.of(
                        THREADS,
                        i ->
                                () ->
                                        gate.send(
                                                Route.REPLACE_POLICY,
                                                "wanted",
                                                Optional.of(policy(i + 1)),
                                                first));

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 412).hasSize(THREADS - 1);
        assertThat(gate.send(Route.READ_POLICY, "wanted").headers()).containsEntry("ETag", "\"2\"");
    }

    @Test
    void replacesLimitsExactlyOnceHoweverManyTry() throws Exception {
        var never = Map.of("if-match", "\"0\"");

        var replies =
                Race.of(
                        THREADS,
                        i ->
                                () ->
                                        gate.send(
                                                Route.REPLACE_LIMITS,
                                                "",
                                                Optional.of(
                                                        "{\"timezone\": \"UTC\", \"each_user\":"
                                                                + " {\"requests_per_day\": "
                                                                + (i + 1)
                                                                + "}}"),
                                                never));

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 412).hasSize(THREADS - 1);
    }

    @Test
    void keepsWhatThePolicyLanguageCanSay() {
        var body =
                "{\"policy_id\": \"x\", \"effect\": \"deny\", \"conditions\": [{\"type\":"
                        + " \"attribute\", \"field\": \"context.a\", \"op\": \"in\", \"value\":"
                        + " [1e125, -1e-130, 12345678901234567890123456789012345678, \"\","
                        + " true]}]}";

        assertThat(gate.send(Route.CREATE_POLICY, "", body).status()).isEqualTo(201);
        var read = gate.send(Route.READ_POLICY, "x");
        assertThat(gate.send(Route.REPLACE_POLICY, "x", read.body().toString()).headers())
                .containsEntry("ETag", "\"1\"");
    }

    @Test
    void tellsWhatWasAdmitted() {
        var agent = SampleAgents.agent(organisation, ids.agent(), "Support");
        new DynamoAgents(TABLES, RANDOM).add(agent);
        for (int i = 0; i < 3; i++) {
            assertThat(admit(agent)).isInstanceOf(Admission.Admitted.class);
        }

        var status = gate.send(Route.GOVERNANCE_STATUS, agent.id().value()).body();

        var budget = status.path("budget");
        assertThat(budget.path("source").asText()).isEqualTo("counters");
        assertThat(budget.path("daily_spent_usd")).isEqualTo(Json.parse("0.15"));
        assertThat(budget.path("remaining_daily_usd")).isEqualTo(Json.parse("9.85"));
        assertThat(budget.path("daily_usage_percentage")).isEqualTo(Json.parse("0.015"));
        assertThat(budget.path("monthly_spent_usd")).isEqualTo(Json.parse("null"));
        var slice = budget.path("slices").path(0);
        assertThat(slice.path("available_usd").decimalValue())
                .isEqualByComparingTo(
                        slice.path("leased_usd").decimalValue().subtract(new BigDecimal("0.15")));
        assertThat(status.path("rate_limit").path("remaining")).isEqualTo(Json.parse("7"));
        assertThat(status.path("rate_limit").path("current_usage"))
                .isEqualTo(Json.parse("{\"minute\": 3, \"hour\": 3, \"day\": null}"));
    }

    @Test
    void tellsTheLedgerWhereTheCountersHoldNothing() {
        var agent = SampleAgents.agent(organisation, ids.agent(), "Support");
        new DynamoAgents(TABLES, RANDOM).add(agent);

        var budget = gate.send(Route.GOVERNANCE_STATUS, agent.id().value()).body().path("budget");

        assertThat(budget.path("source").asText()).isEqualTo("ledger");
        assertThat(budget.path("daily_spent_usd")).isEqualTo(Json.parse("0.0"));
    }

    private Admission admit(Agent agent) {
        var counters = new RedisCounters(Redis.from(ENVIRONMENT::find).connect(), CLOCK);
        var rules =
                LimitRules.of(
                        agent,
                        OrganisationLimits.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        BigDecimal.ONE,
                        CLOCK.instant());
        return new Admit(
                        counters,
                        new DynamoBudgets(TABLES, CLOCK),
                        Admit.RateFailMode.CLOSED,
                        CLOCK,
                        _ -> Thread.onSpinWait())
                .admit(
                        new AdmissionRequest(
                                organisation,
                                ids.invocation(),
                                Money.usd("0.05"),
                                rules.rates(),
                                rules.concurrency(),
                                rules.budgets()));
    }

    private static String policy(int priority) {
        return "{\"policy_id\": \"wanted\", \"effect\": \"allow\", \"priority\": "
                + priority
                + ", \"conditions\": []}";
    }
}
