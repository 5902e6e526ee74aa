package dev.tollgate.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.Circuit;
import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.Golden;
import dev.tollgate.testing.InMemoryAgents;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryCircuits;
import dev.tollgate.testing.InMemoryCredentials;
import dev.tollgate.testing.InMemoryDeliveries;
import dev.tollgate.testing.InMemoryDeliveryQueue;
import dev.tollgate.testing.InMemorySubscriptions;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.SampleAgents;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegistrationFunctionTest {
    private static final String CUSTOM =
            """
            {"name": "Support", "platform": "custom_http",
             "webhook_url": "https://agents.example.com/run?key=s3cret",
             "auth_config": {"auth_type": "bearer_token", "credentials": {"token": "t-1"}}}\
            """;

    private final Gate gate = new Gate();

    @Test
    void saysOnTheAgentThatItsDestinationIsDead() {
        var id = gate.register(CUSTOM).json().path("id").asText();
        for (int i = 0; i < Circuit.THRESHOLD; i++) {
            gate.circuits.failed(gate.acme, id, Gate.NOW, "It refused the connection.");
        }

        var circuit = gate.read(id).json().path("delivery_circuit");

        assertThat(circuit.path("state").asText()).isEqualTo("open");
        assertThat(circuit.path("since").asText()).isEqualTo(Gate.NOW.toString());
        assertThat(circuit.path("until").asText())
                .isEqualTo(Gate.NOW.plus(Circuit.FIRST).toString());
        assertThat(circuit.path("error").asText()).isEqualTo("It refused the connection.");
    }

    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenPairsSay() {
        return Golden.of("registration")
                .replay(
                        APIGatewayV2HTTPEvent.class,
                        APIGatewayV2HTTPResponse.class,
                        RegistrationFunctionTest::golden);
    }

    /**
     * With one agent in it, {@code agt_01kjpvsyz00000000000000000}, and one webhook, {@code
     * whk_01kjpvsyz00000000000000000}, that an event is on its way to.
     */
    private static RegistrationFunction golden() {
        var agents = new InMemoryAgents();
        var credentials = new InMemoryCredentials();
        var organisation = new OrganisationId("org_01kjpvsyz00000000000000000");
        var agent =
                SampleAgents.agent(
                        organisation, new AgentId("agt_01kjpvsyz00000000000000000"), "Support");
        agents.add(agent);
        credentials.create(
                organisation,
                agent.id(),
                new AgentSecret(
                        1,
                        Optional.of(URI.create("https://agents.example.com/run")),
                        new OutboundAuth.ApiKey("old")));
        var subscriptions = new InMemorySubscriptions();
        var webhook = Webhooks.subscription(organisation);
        subscriptions.add(webhook);
        credentials.create(organisation, webhook.id(), Webhooks.secret());
        var deliveries = new InMemoryDeliveries();
        deliveries.claim(
                Webhooks.order(webhook), new Lease("token", Gate.NOW.plusSeconds(60)), Gate.NOW);
        return new RegistrationFunction(
                Config.of(Gate.environment(Map.of())),
                new RegistrationFunction.Ports(
                        agents,
                        new InMemoryCircuits(),
                        credentials,
                        subscriptions,
                        new InMemoryDeliveryQueue(),
                        deliveries,
                        new InMemoryAudit(),
                        new RecordedMetrics(),
                        InstantSource.fixed(Gate.NOW),
                        new SplittableRandom(1)));
    }

    @Test
    void registersTheExampleOfTheGuideAndSaysWhatItLacks() {
        var answer =
                gate.register(
                        """
                        {"name": "High-Volume Agent", "platform": "discord",
                         "max_monthly_cost": 500.0, "max_daily_cost": 50.0,
                         "requests_per_minute": 50, "requests_per_hour": 1000,
                         "requests_per_day": 5000}\
                        """);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("max_monthly_cost").decimalValue()).isEqualTo("500.0");
        assertThat(answer.json().path("cost_per_execution").decimalValue()).isEqualTo("0.05");
        assertThat(answer.json().path("warnings"))
                .isEqualTo(Json.parse("[\"It cannot be invoked until a webhook_url is set.\"]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    slack | bearer_token | {"token": "xoxb-1"} | {"channel": "C012345"} | true
                    slack | api_key | {"api_key": "xoxb-1"} | {"channel": "C012345"} | false
                    slack | bearer_token | {"token": "xoxb-1"} | {} | false
                    telegram | bearer_token | {"token": "12:ab"} | {"chat_id": 42} | true
                    telegram | api_key | {"api_key": "12:ab"} | {"chat_id": 42} | true
                    telegram | bearer_token | {"token": "12:ab"} | {} | false
                    """)
    void knowsWhatSuffices(
            String platform, String type, String credentials, String config, boolean enough) {
        var answer =
                gate.register(
                        """
                        {"name": "A", "platform": "%s", "platform_config": %s,
                         "auth_config": {"auth_type": "%s", "credentials": %s}}\
                        """
                                .formatted(platform, config, type, credentials));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().path("warnings").isEmpty()).isEqualTo(enough);
    }

    @Test
    void readsWhatItRegistered() {
        var registered = gate.register(CUSTOM);
        var id = registered.json().path("id").asText();

        var read = gate.read(id);

        var same = (ObjectNode) read.json();
        same.remove("delivery_circuit");
        assertThat(same).isEqualTo(registered.json());
        assertThat(registered.header("Location")).isEqualTo("/api/external-agents/" + id);
        assertThat(List.of(registered.header("ETag"), read.header("ETag"))).containsOnly("\"1\"");
        assertThat(read.json().path("webhook_url").asText())
                .isEqualTo("https://agents.example.com/…");
    }

    @Test
    void takesItsDefaultsFromTheEnvironment() {
        var other =
                new Gate(
                        new InMemoryAgents(),
                        new InMemoryCredentials(),
                        Map.of(
                                "EXTERNAL_AGENT_DEFAULT_RATE_LIMIT_PER_MINUTE", "3",
                                "EXTERNAL_AGENT_DEFAULT_MONTHLY_BUDGET", "12.345678"));

        var agent = other.register(CUSTOM).json();

        assertThat(agent.path("requests_per_minute").asInt()).isEqualTo(3);
        assertThat(agent.path("max_monthly_cost").decimalValue()).isEqualTo("12.345678");
    }

    @Test
    void keepsWhatAChangeDoesNotNameAndRemovesWhatItNulls() {
        var id = id(gate.register(CUSTOM));

        var changed =
                gate.change(
                        id,
                        """
                        {"max_daily_cost": null, "requests_per_hour": null, "tags": ["eu", "eu"],
                         "platform_config": {"cost_field": "/usage/cost_usd"}}\
                        """);
        var again = gate.change(id, "{\"platform_config\": {\"output_field\": \"/reply\"}}");

        assertThat(changed.json().path("max_daily_cost").isNull()).isTrue();
        assertThat(changed.json().path("requests_per_hour").isNull()).isTrue();
        assertThat(changed.json().path("requests_per_minute").asInt()).isEqualTo(10);
        assertThat(changed.json().path("tags")).isEqualTo(Json.parse("[\"eu\"]"));
        assertThat(again.json().path("platform_config"))
                .isEqualTo(
                        Json.parse(
                                "{\"cost_field\": \"/usage/cost_usd\", \"output_field\":"
                                        + " \"/reply\"}"));
        assertThat(again.header("ETag")).isEqualTo("\"3\"");
    }

    @Test
    void makesNoVersionOfAChangeThatChangesNothing() {
        var id = id(gate.register(CUSTOM));

        assertThat(gate.change(id, "{}").header("ETag")).isEqualTo("\"1\"");
        assertThat(gate.change(id, "{\"name\": \"Support\"}").header("ETag")).isEqualTo("\"1\"");
        assertThat(gate.audit.types()).containsExactly("external_agent.registered");
    }

    @Test
    void changesOneHalfOfTheSecretAndKeepsTheOther() {
        var id = id(gate.register(CUSTOM));

        gate.change(
                id,
                """
                {"auth_config": {"auth_type": "api_key",
                 "credentials": {"api_key": "new-api-key-here"}}}\
                """);
        gate.change(id, "{\"webhook_url\": \"https://agents.example.com/v2\"}");

        assertThat(gate.credentials.fetch(gate.acme, new AgentId(id), 2))
                .contains(
                        new AgentSecret(
                                2,
                                Optional.of(
                                        URI.create("https://agents.example.com/run?key=s3cret")),
                                new OutboundAuth.ApiKey("new-api-key-here")));
        assertThat(gate.credentials.fetch(gate.acme, new AgentId(id), 3))
                .contains(
                        new AgentSecret(
                                3,
                                Optional.of(URI.create("https://agents.example.com/v2")),
                                new OutboundAuth.ApiKey("new-api-key-here")));
        assertThat(gate.read(id).json().path("auth_config").path("auth_type").asText())
                .isEqualTo("api_key");
    }

    @Test
    void recordsWhatWasDoneByWhomAndToWhichFields() {
        var id = id(gate.register(CUSTOM));
        gate.change(id, "{\"status\": \"suspended\", \"description\": \"x\", \"tags\": [\"a\"]}");
        gate.change(id, "{\"status\": \"active\", \"auth_config\": {\"auth_type\": \"none\"}}");
        gate.delete(id);

        assertThat(gate.audit.all())
                .extracting(AuditEvent::type, AuditEvent::details)
                .containsExactly(
                        tuple("registered", Map.of("auth_type", "bearer_token")),
                        tuple("updated", Map.of("changed", "description, tags")),
                        tuple("suspended", Map.of()),
                        tuple(
                                "credentials_updated",
                                Map.of("changed", "auth_config", "credential_version", "2")),
                        tuple("activated", Map.of()),
                        tuple("deleted", Map.of()));
        assertThat(gate.audit.all())
                .allMatch(event -> event.subject().equals(id))
                .allMatch(event -> event.actor().startsWith("key_"));
        assertThat(gate.metrics.counted("external_agent_registered")).isEqualTo(1);
    }

    @Test
    void takesBackWhatItRecordedOfAnAgentWhoseNameIsTaken() {
        gate.register(CUSTOM);
        gate.register(CUSTOM);

        var second = gate.audit.all().get(1);
        assertThat(gate.audit.all().get(2))
                .extracting(AuditEvent::type, AuditEvent::subject, AuditEvent::details)
                .containsExactly(
                        "external_agent.registered.refused",
                        second.subject(),
                        Map.of("event", second.id().value(), "reason", "name_taken"));
        assertThat(gate.metrics.counted("external_agent_registered")).isEqualTo(1);
    }

    @Test
    void doesNothingThatItCannotRecord() {
        var id = id(gate.register(CUSTOM));
        gate.audit.breakDown();

        var statuses =
                List.of(
                        gate.register(CUSTOM.replace("Support", "Other")).status(),
                        gate.change(id, "{\"status\": \"suspended\"}").status(),
                        gate.delete(id).status());

        assertThat(statuses).containsOnly(500);
        assertThat(gate.read(id).json().path("status").asText()).isEqualTo("active");
        assertThat(gate.agents.list(gate.acme, PageRequest.first(9)).items()).hasSize(1);
    }

    private static org.assertj.core.groups.Tuple tuple(String type, Map<String, String> details) {
        return org.assertj.core.api.Assertions.tuple("external_agent." + type, details);
    }

    @Test
    void refusesAChangeOfAnotherVersionThanExpected() {
        var id = id(gate.register(CUSTOM));
        gate.change(id, "{\"description\": \"two\"}");

        var stale =
                gate.call(
                        Route.CHANGE_AGENT,
                        id,
                        "{\"description\": \"three\"}",
                        Map.of("if-match", "\"1\""));
        var fresh =
                gate.call(
                        Route.CHANGE_AGENT,
                        id,
                        "{\"description\": \"three\"}",
                        Map.of("if-match", "\"2\""));
        var gone = gate.call(Route.DELETE_AGENT, id, "", Map.of("if-match", "\"2\""));

        assertThat(List.of(stale.status(), fresh.status(), gone.status()))
                .containsExactly(412, 200, 412);
        assertThat(stale.code()).isEqualTo("precondition_failed");
        assertThat(stale.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void refusesANameThatIsTakenAndKeepsNoSecretForIt() {
        gate.register(CUSTOM);
        var second = gate.register(CUSTOM.replace("Support", "SUPPORT"));
        var other = id(gate.register(CUSTOM.replace("Support", "Other")));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("name_taken");
        assertThat(gate.change(other, "{\"name\": \"support\"}").code()).isEqualTo("name_taken");
        assertThat(((InMemoryCredentials) gate.credentials).names()).hasSize(2);
    }

    @Test
    void deletesForGoodAndOnce() {
        var id = id(gate.register(CUSTOM));

        assertThat(gate.delete(id).status()).isEqualTo(204);
        assertThat(gate.delete(id).status()).isEqualTo(404);
        assertThat(gate.read(id).status()).isEqualTo(404);
        assertThat(gate.change(id, "{}").status()).isEqualTo(404);
        assertThat(((InMemoryCredentials) gate.credentials).names()).isEmpty();
        assertThat(gate.register(CUSTOM).status()).isEqualTo(201);
    }

    @Test
    void hidesTheAgentsOfOthers() {
        var id = id(gate.register(CUSTOM));
        var other = new Ids(InstantSource.system(), new SecureRandom()).organisation();

        for (var route : List.of(Route.READ_AGENT, Route.CHANGE_AGENT, Route.DELETE_AGENT)) {
            assertThat(gate.call(Gate.event(other, route, id, "{}", Map.of())).status())
                    .isEqualTo(404);
            assertThat(gate.call(route, "not an id", "{}", Map.of()).status()).isEqualTo(404);
        }
        assertThat(gate.read(id).status()).isEqualTo(200);
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 5; i++) {
            gate.register(CUSTOM.replace("Support", "Agent " + i));
        }

        var names = new ArrayList<String>();
        var query = Map.of("limit", "2");
        for (var page = gate.list(query); ; page = gate.list(query)) {
            page.json().path("items").forEach(item -> names.add(item.path("name").asText()));
            var next = page.json().path("next_cursor");
            if (next.isMissingNode()) {
                break;
            }
            query = Map.of("limit", "2", "cursor", next.asText());
        }

        assertThat(names)
                .containsExactlyInAnyOrder("Agent 0", "Agent 1", "Agent 2", "Agent 3", "Agent 4");
    }

    @Test
    void warnsOfADailyBudgetAboveTheMonthly() {
        var answer =
                gate.register(
                        CUSTOM.replace(
                                "{\"name\"",
                                "{\"max_daily_cost\": 5, \"max_monthly_cost\": 1, \"name\""));

        assertThat(answer.json().path("warnings").get(0).asText())
                .isEqualTo("max_daily_cost is more than max_monthly_cost, which ends first.");
    }

    private static String id(Gate.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json().path("id").asText();
    }
}
