package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import com.standardwebhooks.Webhook;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.local.servers.Behaviour;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CustomHttpTest {
    private final Courier courier = new Courier();
    private final Message.Call call =
            Samples.call(
                    Samples.json("{\"topic\": \"refunds {{user}}\", \"tags\": [\"a\", \"b\"]}"));

    @AfterEach
    void stop() {
        courier.close();
    }

    @Test
    void signsTheBodyThatArrivesForWhoeverHasEitherSecret() throws Exception {
        var random = new SplittableRandom(3);
        var secrets = List.of(SigningSecret.mint(random), SigningSecret.mint(random));
        var agent = Samples.agent(Platform.CUSTOM_HTTP, Map.of());

        courier.send(
                agent,
                new AgentSecret(
                        1,
                        Optional.of(courier.receiver.at("/run")),
                        new OutboundAuth.None(),
                        secrets,
                        Optional.empty()),
                call);

        var arrived = courier.receiver.requests().getFirst();
        for (var secret : secrets) {
            new Webhook(secret.text()).verify(arrived.body(), arrived.headers());
        }
        assertThat(arrived.header("webhook-id")).isEqualTo(arrived.header("idempotency-key"));
    }

    @Test
    void signsNothingForAnAgentWithoutASecret() {
        courier.send(Samples.agent(Platform.CUSTOM_HTTP, Map.of()), courier.secret("/run"), call);

        assertThat(courier.receiver.requests().getFirst().header("webhook-signature")).isEmpty();
    }

    @Test
    void fillsTheTemplateOfTheAgent() {
        var template =
                Map.of(
                        "query", "{{input}}",
                        "prompt",
                                "About {{input.topic}}, {{ input.tags.1 }} and {{context.ticket}}",
                        "exact", List.of("{{input.tags}}", "{{context.ticket.id}}", "{{metadata}}"),
                        "from", Map.of("user", "{{user.email}}", "run", "{{invocation_id}}"),
                        "agent", "{{agent_id}}",
                        "gone", "[{{input.nothing.here}}{{metadata}}]",
                        "fixed", true);

        var body =
                Courier.render(
                        Samples.agent(Platform.CUSTOM_HTTP, Map.of("request_template", template)),
                        call);

        assertThat(Samples.json(body))
                .isEqualTo(
                        Samples.json(
                                """
                                {"query": {"topic": "refunds {{user}}", "tags": ["a", "b"]},
                                 "prompt": "About refunds {{user}}, b and {\\"id\\":7}",
                                 "exact": [["a", "b"], 7, null],
                                 "from": {"user": "mara@example.com",
                                  "run": "inv_01kjpvsyz00000000000000000"},
                                 "agent": "agt_01kjpvsyz00000000000000000",
                                 "gone": "[]",
                                 "fixed": true}\
                                """));
    }

    @ParameterizedTest
    @CsvSource({"1000000, 4, true", "1000000, 5, false", "1048576, 4, true", "1048577, 4, false"})
    void fillsATemplateWithFourTimesTheLargestCall(int length, int times, boolean fits) {
        var rendered =
                CallAgent.render(
                        Samples.agent(
                                Platform.CUSTOM_HTTP,
                                Map.of(
                                        "request_template",
                                        Map.of("many", List.of("{{input}}".repeat(times))))),
                        Samples.call(TextNode.valueOf("x".repeat(length))));

        if (fits) {
            assertThat(rendered)
                    .isInstanceOfSatisfying(
                            Rendered.Ready.class,
                            ready -> assertThat(ready.body()).contains("x".repeat(length * times)));
        } else {
            assertThat(rendered)
                    .isInstanceOfSatisfying(
                            Rendered.Unfit.class,
                            unfit -> assertThat(unfit.why()).contains("4194304 characters"));
        }
    }

    @Test
    void refusesWhatWouldNotFitInMemoryWithoutMakingIt() {
        var template = Map.of("many", "{{input}}".repeat(5_000), "tree", "{{input}}");
        var agent = Samples.agent(Platform.CUSTOM_HTTP, Map.of("request_template", template));

        assertThat(CallAgent.render(agent, Samples.call(TextNode.valueOf("x".repeat(1 << 20)))))
                .isInstanceOf(Rendered.Unfit.class);
    }

    @Test
    void takesOutputAndCostFromWhereTheAgentSaysTheyAre() {
        courier.receiver.answers(
                Behaviour.answering(
                        200, "{\"data\": {\"reply\": [1]}, \"usage\": {\"usd\": 0.125}}"));

        var sent =
                courier.send(
                        Samples.agent(
                                Platform.CUSTOM_HTTP,
                                Map.of("output_field", "/data/reply", "cost_field", "/usage/usd")),
                        courier.secret("/run"),
                        call);

        assertThat(sent.output()).contains("[1]");
        assertThat(sent.execution())
                .isInstanceOfSatisfying(
                        Execution.Answered.class,
                        answered ->
                                assertThat(answered.cost())
                                        .isEqualTo(new DeclaredCost.Declared(Money.usd("0.125"))));
    }

    @ParameterizedTest
    @CsvSource({"0.124999, 0.124999", "0.125, 0.125", "125, 0.125"})
    void believesNoCostAboveTheMostThatTheAgentMayDeclare(String declared, String charged) {
        courier.receiver.answers(Behaviour.answering(200, "{\"usd\": " + declared + "}"));

        var sent =
                courier.send(
                        Samples.agent(
                                Platform.CUSTOM_HTTP,
                                Map.of(
                                        "cost_field",
                                        "/usd",
                                        "max_cost_per_execution",
                                        new BigDecimal("0.125"))),
                        courier.secret("/run"),
                        call);

        assertThat(sent.execution())
                .isInstanceOfSatisfying(
                        Execution.Answered.class,
                        answered ->
                                assertThat(answered.cost())
                                        .isEqualTo(new DeclaredCost.Declared(Money.usd(charged))));
    }

    @Test
    void saysOtherThingsThanCallsInItsOwnWords() {
        var agent =
                Samples.agent(
                        Platform.CUSTOM_HTTP, Map.of("request_template", Map.of("a", "{{input}}")));

        assertThat(Samples.all().values())
                .filteredOn(message -> !(message instanceof Message.Call))
                .extracting(message ->
                        Samples.json(Courier.render(agent, message)).path("type").asText())
                .containsExactly("completed", "failed", "approval_needed", "test");
    }
}
