package dev.tollgate.invocation;

import static dev.tollgate.invocation.TestGate.COST;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.testing.Golden;
import dev.tollgate.testing.InMemoryLineage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The pairs of {@code events/invocation}, at a fixed time and with fixed ids. */
final class GoldenInvocationTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String TEAMS_TOKEN = "ODk3dGVzdGtleXRlc3RrZXl0ZXN0a2V5dGVzdGtleTE=";

    /** Of the first test of https://www.rfc-editor.org/rfc/rfc8032#section-7.1. */
    private static final String DISCORD_KEY =
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenFilesSay() {
        return Golden.of("invocation")
                .replay(
                        APIGatewayV2HTTPEvent.class,
                        APIGatewayV2HTTPResponse.class,
                        () -> gate().function);
    }

    private static TestGate gate() {
        var gate = new TestGate(Map.of(), new InMemoryLineage(), () -> NOW, new Random(7));
        agent(gate, 1, AgentStatus.ACTIVE, Platform.CUSTOM_HTTP, "10");
        agent(gate, 2, AgentStatus.SUSPENDED, Platform.CUSTOM_HTTP, "10");
        agent(gate, 3, AgentStatus.ACTIVE, Platform.CUSTOM_HTTP, "0.01");
        agent(gate, 4, AgentStatus.ACTIVE, Platform.NOTION, "10");
        agent(gate, 5, AgentStatus.ACTIVE, Platform.CUSTOM_HTTP, "10");
        agent(gate, 6, AgentStatus.ACTIVE, Platform.CUSTOM_HTTP, "10");
        agent(gate, 7, AgentStatus.ACTIVE, Platform.CUSTOM_HTTP, "10");
        entrance(gate, "s", Platform.SLACK, 1, Chat.SLACK_SECRET);
        entrance(gate, "t", Platform.TELEGRAM, 3, Chat.TELEGRAM_TOKEN);
        entrance(gate, "d", Platform.DISCORD, 1, "");
        entrance(gate, "m", Platform.TEAMS, 1, TEAMS_TOKEN);
        gate.policies.add(
                gate.organisation,
                PolicyJson.parse(
                        Map.of(
                                "policy_id",
                                "not_agent_5",
                                "effect",
                                "deny",
                                "conditions",
                                List.of(
                                        Map.of(
                                                "type",
                                                "agent",
                                                "agents",
                                                List.of(id(5).value()))))));
        gate.destination.set(GoldenInvocationTest::execute);
        gate.lineage.open(earlier());
        return gate;
    }

    private static AgentId id(int number) {
        return new AgentId("agt_0000000000000000000000000" + number);
    }

    private static Agent agent(
            TestGate gate, int number, AgentStatus status, Platform platform, String daily) {
        return gate.agent(
                id(number),
                platform,
                status,
                new RateLimits(
                        OptionalInt.of(10),
                        OptionalInt.of(100),
                        OptionalInt.of(500),
                        OptionalInt.of(4)),
                TestGate.daily(daily),
                Map.of());
    }

    /** What platforms call; its commands go to the agent of that number. */
    private static void entrance(
            TestGate gate, String last, Platform platform, int target, String secret) {
        var config = new TreeMap<String, Object>(Map.of("target_agent_id", id(target).value()));
        if (secret.isEmpty()) {
            config.put("public_key", DISCORD_KEY);
        }
        gate.agent(
                new AgentId("agt_0000000000000000000000000" + last),
                platform,
                AgentStatus.ACTIVE,
                RateLimits.NONE,
                Budget.NONE,
                config,
                Optional.of(secret).filter(text -> !text.isEmpty()));
    }

    private static Execution execute(OutboundCall call) {
        if (call.body().contains(id(6).value())) {
            return new Execution.Failed(503, "", Optional.empty());
        }
        return call.body().contains(id(7).value())
                ? new Execution.TimedOut(Duration.ofSeconds(26))
                : TestGate.answered("{\"answer\":\"Forty-two.\"}");
    }

    private static Invocation earlier() {
        var at = NOW.minusSeconds(60);
        return new Invocation(
                        new InvocationId("inv_01kjpyywg0000000000000000a"),
                        TestGate.ORGANISATION,
                        id(1),
                        Platform.CUSTOM_HTTP,
                        "production",
                        new Caller(
                                "key_00000000000000000000000007",
                                Optional.of("finance"),
                                new ExternalIdentity(
                                        Optional.of("u-17"),
                                        Optional.of("person@example.com"),
                                        Optional.of("crm"),
                                        Optional.of("s-3"),
                                        Optional.of("{\"case\":9}"),
                                        Optional.of("contract")),
                                "192.0.2.7"),
                        "0af7651916cd43dd8448eb211c80319c",
                        InvocationStatus.ADMITTED,
                        Optional.of("everyone (version 1)"),
                        COST,
                        COST,
                        List.of(),
                        Optional.empty(),
                        at,
                        at,
                        Optional.empty(),
                        Optional.empty())
                .ended(
                        InvocationStatus.COMPLETED,
                        COST,
                        new Outcome(
                                at.plusMillis(180),
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.of(200),
                                Optional.of("{\"answer\":\"Forty-one.\"}")));
    }
}
