package dev.tollgate.invocation;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.testing.TestContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Platforms that call the gate of a test. */
record Chat(TestGate gate) {
    static final String SLACK_SECRET = "8f742231b10e8888abcd99eeefff85a5";
    static final String TELEGRAM_TOKEN = "a-secret_token-of-31-characters";
    private static final String TEAMS_TOKEN =
            Base64.getEncoder()
                    .encodeToString(
                            "a token of thirty-two characters".getBytes(StandardCharsets.UTF_8));

    Agent entrance(Platform platform, AgentStatus status, Optional<Agent> target) {
        return gate.agent(
                gate.ids.agent(),
                platform,
                status,
                RateLimits.NONE,
                Budget.NONE,
                target.<Map<String, Object>>map(
                                agent -> Map.of("target_agent_id", agent.id().value()))
                        .orElse(Map.of()),
                Optional.of(secret(platform)));
    }

    private static String secret(Platform platform) {
        return switch (platform) {
            case SLACK -> SLACK_SECRET;
            case TEAMS -> TEAMS_TOKEN;
            default -> TELEGRAM_TOKEN;
        };
    }

    Agent slack(Agent target) {
        return entrance(Platform.SLACK, AgentStatus.ACTIVE, Optional.of(target));
    }

    /** A slash command; each number is another event. */
    static String command(int number, String text) {
        return "command=%2Fask&user_id=U1&user_name=morgan&channel_id=C1&trigger_id="
                + number
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F"
                + number
                + "&text="
                + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static Map<String, String> signed(String body, Instant at) {
        var seconds = Long.toString(at.getEpochSecond());
        return Map.of(
                "content-type",
                "application/x-www-form-urlencoded",
                "x-slack-request-timestamp",
                seconds,
                "x-slack-signature",
                "v0="
                        + HexFormat.of()
                                .formatHex(
                                        hmac(
                                                SLACK_SECRET.getBytes(StandardCharsets.UTF_8),
                                                "v0:" + seconds + ":" + body)));
    }

    private static byte[] hmac(byte[] key, String signed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    TestGate.Reply slack(Agent agent, String body) {
        return send("slack", agent.id().value(), body, signed(body, gate.clock.instant()));
    }

    TestGate.Reply telegram(Agent agent, String body) {
        return send(
                "telegram",
                agent.id().value(),
                body,
                Map.of("x-telegram-bot-api-secret-token", TELEGRAM_TOKEN));
    }

    /** What that person says in a channel, with a mention of the outgoing webhook. */
    TestGate.Reply teams(Agent agent, String person, String text) {
        var body =
                """
                {"type":"message","id":"1","conversation":{"id":"c"},"timestamp":"%s",
                 "from":{"id":"%s"},"text":"<at>Gate</at> %s"}
                """
                        .formatted(gate.clock.instant(), person, text);
        var signature =
                Base64.getEncoder()
                        .encodeToString(hmac(Base64.getDecoder().decode(TEAMS_TOKEN), body));
        return send(
                "teams", agent.id().value(), body, Map.of("authorization", "HMAC " + signature));
    }

    /** As API Gateway sends what comes without a credential, in base64. */
    TestGate.Reply send(String platform, String agent, String body, Map<String, String> headers) {
        var http = new APIGatewayV2HTTPEvent.RequestContext.Http();
        http.setSourceIp("192.0.2.9");
        http.setMethod("POST");
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var event =
                APIGatewayV2HTTPEvent.builder()
                        .withRouteKey("POST /inbound/{platform}/{agentId}")
                        .withPathParameters(Map.of("platform", platform, "agentId", agent))
                        .withHeaders(new HashMap<>(headers))
                        .withBody(Base64.getEncoder().encodeToString(bytes))
                        .withIsBase64Encoded(true)
                        .withRequestContext(
                                APIGatewayV2HTTPEvent.RequestContext.builder()
                                        .withRequestId("req-1")
                                        .withHttp(http)
                                        .build())
                        .build();
        return new TestGate.Reply(gate.function.handleRequest(event, new TestContext()));
    }
}
