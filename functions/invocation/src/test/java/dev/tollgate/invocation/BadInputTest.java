package dev.tollgate.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever a caller sends, the answer is one of the gate's own, and never a fault. */
final class BadInputTest {
    private static final Set<Integer> ANSWERS = Set.of(200, 202, 400, 403, 404, 413, 415, 422);
    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "\"",
                    "\"input\"",
                    "\"context\"",
                    "\"metadata\"",
                    "null",
                    "true",
                    "1",
                    "-0",
                    "1e9999999",
                    "0.1",
                    "\\u0000",
                    "\\ud800",
                    "\u0000",
                    "é",
                    " ",
                    "\"a\"",
                    "{}",
                    "[]",
                    "\"input\":1",
                    "\"input\":{\"a\":[1,2]}",
                    "\"context\":{}",
                    "\"metadata\":null",
                    "\"input\":null");
    private static final Set<Integer> PLATFORM_ANSWERS = Set.of(200, 400, 401);
    private static final List<String> PLATFORM_PIECES =
            List.of(
                    "&",
                    "=",
                    "%",
                    "+",
                    "%00",
                    "%ff",
                    "%ed%a0%80",
                    "command=%2Fask&",
                    "user_id=U1&",
                    "trigger_id=1&",
                    "response_url=x&",
                    "text=",
                    "payload={",
                    "payload=%7B%22type%22:%22block_actions%22",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    "null",
                    "1e9999999",
                    "\"\\ud800\"",
                    "\"type\":\"event_callback\",",
                    "\"event\":{\"type\":\"app_mention\",\"user\":\"U1\",",
                    "\"update_id\":1,",
                    "\"message\":{\"text\":\"\\u0000\",\"from\":{\"id\":1},",
                    "\"chat\":{\"id\":1},\"message_id\":99999999999999999999}}",
                    "\"callback_query\":{},");
    private static final List<String> HEADERS =
            List.of(
                    "content-type",
                    "idempotency-key",
                    "prefer",
                    "traceparent",
                    "x-external-user-id",
                    "x-external-user-email",
                    "x-external-context",
                    "x-external-consent-basis");
    private static final List<String> VALUES =
            List.of(
                    "",
                    " ",
                    "application/json",
                    "application/json; charset=utf-8",
                    "text/plain",
                    "respond-async",
                    "respond-async, wait=5",
                    "{\"a\":1}",
                    "[1]",
                    "{",
                    "person@example.com",
                    "é",
                    "x".repeat(300),
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                    "00-00000000000000000000000000000000-0000000000000000-00");

    @Test
    void isNeverAFault() {
        var random = new Random(20260302);
        var gate = new TestGate();
        var agent = gate.agent().id().value();
        for (int i = 0; i < 4000; i++) {
            var body = body(random);
            var headers = headers(random);

            var reply = gate.invoke(random.nextInt(20) == 0 ? "nonsense" : agent, body, headers);

            assertThat(ANSWERS)
                    .as("%s %s: %s", headers, body, reply.response())
                    .contains(reply.status());
            if (reply.status() >= 400) {
                assertThat(reply.code()).as("%s %s", headers, body).isNotBlank();
            }
        }
    }

    /** Signed or not: whoever has the secret sends nonsense too. */
    @Test
    void isNeverAFaultInThePlatformsName() {
        var random = new Random(20260303);
        var gate = new TestGate();
        var chat = new Chat(gate);
        var target = gate.agent();
        var slack = chat.slack(target);
        var telegram = chat.entrance(Platform.TELEGRAM, AgentStatus.ACTIVE, Optional.of(target));
        for (int i = 0; i < 4000; i++) {
            var body = platformBody(random);
            var headers = new HashMap<>(headers(random));
            headers.put("x-slack-signature", VALUES.get(random.nextInt(VALUES.size())));
            headers.put("x-slack-request-timestamp", Integer.toString(random.nextInt()));

            var reply =
                    switch (random.nextInt(4)) {
                        case 0 -> chat.send("slack", slack.id().value(), body, headers);
                        case 1 -> chat.telegram(telegram, body);
                        default -> chat.slack(slack, body);
                    };

            assertThat(PLATFORM_ANSWERS)
                    .as("%s %s: %s", headers, body, reply.response())
                    .contains(reply.status());
        }
    }

    private static String platformBody(Random random) {
        var text = new StringBuilder(random.nextBoolean() ? "{" : "");
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(PLATFORM_PIECES.get(random.nextInt(PLATFORM_PIECES.size())));
        }
        return text.toString();
    }

    @Test
    void isRefusedWhenItIsTooLarge() {
        var gate = new TestGate();
        var agent = gate.agent().id().value();
        var huge = "{\"input\":\"" + "x".repeat(1 << 20) + "\"}";
        var large = "{\"input\":\"" + "x".repeat(210 * 1024) + "\"}";

        assertThat(gate.invoke(agent, huge, Map.of()).status()).isEqualTo(413);
        assertThat(gate.invoke(agent, large, Map.of("Prefer", "respond-async")).status())
                .isEqualTo(413);
        assertThat(gate.invoke(agent, large, Map.of()).status()).isEqualTo(200);
    }

    private static String body(Random random) {
        if (random.nextInt(3) == 0) {
            return "{\"input\":" + random.nextInt() + "}";
        }
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static Map<String, String> headers(Random random) {
        var headers = new HashMap<String, String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.put(
                    HEADERS.get(random.nextInt(HEADERS.size())),
                    VALUES.get(random.nextInt(VALUES.size())));
        }
        return headers;
    }
}
