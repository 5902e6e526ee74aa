package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.testing.SampleAgents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agents and messages for tests. */
final class Samples {
    static final JsonMapper JSON = JsonMapper.builder().build();

    static final About ABOUT =
            new About(
                    "Support [EU]",
                    "mara@example.com",
                    Optional.of(Money.usd("0.0425")),
                    Optional.of(Duration.ofMillis(2345)),
                    Optional.of(
                            URI.create(
                                    "https://gate.example.com/invocations/inv_01kjpvsyz00000000000000000")));

    private static final OrganisationId ORGANISATION =
            new OrganisationId("org_01kjpvsyz00000000000000000");
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private Samples() {}

    static Agent agent(Platform platform, Map<String, Object> config) {
        var agent =
                SampleAgents.agent(
                        ORGANISATION, new AgentId("agt_01kjpvsyz00000000000000000"), "Support");
        return new Agent(
                agent.id(),
                agent.organisation(),
                agent.name(),
                agent.description(),
                platform,
                agent.endpoint(),
                agent.authType(),
                config,
                agent.rateLimits(),
                agent.budget(),
                agent.costPerExecution(),
                agent.tags(),
                agent.environment(),
                agent.requiresApproval(),
                agent.status(),
                agent.credentialVersion(),
                agent.version(),
                agent.createdBy(),
                agent.createdAt(),
                agent.updatedAt());
    }

    /** Every kind of message by the name of its golden file. */
    static Map<String, Message> all() {
        var all = new LinkedHashMap<String, Message>();
        all.put(
                "call",
                call(
                        json(
                                """
                                {"title": "Refund for order #1234",
                                 "text": "Customer *Ada* asks:\\n1. Where is my _money_?\\n- <b>now</b> & [here](https://x.example)"}\
                                """)));
        all.put(
                "success",
                new Message.Completed(
                        ABOUT,
                        json(
                                "{\"decision\": \"refund\", \"amount_usd\": 12.5, \"note\": \"a_b*c\"}")));
        all.put(
                "failure",
                new Message.Failed(
                        ABOUT, "upstream_failed", "The agent answered 503; it is tried again."));
        all.put(
                "approval_needed",
                new Message.ApprovalNeeded(
                        ABOUT, "apr_01kjpvsyz00000000000000000", "Refund 12.50 EUR to Ada?"));
        all.put("test", new Message.Test(ABOUT));
        return all;
    }

    static Message.Call call(JsonNode input) {
        return new Message.Call(
                ABOUT,
                invocation(Optional.of("ada"), Optional.of("conversation-7")),
                input,
                Optional.of(json("{\"locale\": \"de-DE\", \"ticket\": {\"id\": 7}}")),
                Optional.empty(),
                false);
    }

    static Message.Completed completed(String text) {
        return new Message.Completed(ABOUT, TextNode.valueOf(text));
    }

    static Invocation invocation(Optional<String> user, Optional<String> session) {
        return new Invocation(
                new InvocationId("inv_01kjpvsyz00000000000000000"),
                ORGANISATION,
                new AgentId("agt_01kjpvsyz00000000000000000"),
                Platform.CUSTOM_HTTP,
                "production",
                new Caller(
                        "key_00000000000000000000000000",
                        Optional.empty(),
                        new ExternalIdentity(
                                user,
                                Optional.of("mara@example.com"),
                                Optional.of("crm"),
                                session,
                                Optional.empty(),
                                Optional.empty()),
                        "203.0.113.7"),
                "4bf92f3577b34da6a3ce929d0e0e4736",
                InvocationStatus.ADMITTED,
                Optional.empty(),
                Money.usd("0.05"),
                Money.ZERO,
                List.of(),
                Optional.empty(),
                NOW,
                NOW.plusSeconds(60),
                Optional.empty(),
                Optional.empty());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
