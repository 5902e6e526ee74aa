package dev.tollgate.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.lambda.Json;
import dev.tollgate.testing.InMemoryLineage;
import dev.tollgate.testing.SetClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of platforms, from the event to the answer. */
final class ReceiveCommandTest {
    private static final String TAKEN =
            "{\"response_type\":\"ephemeral\",\"text\":\"Taken. The answer follows.\"}";

    private final SetClock clock = new SetClock(Instant.parse("2026-03-02T09:00:00Z"));
    private final TestGate gate =
            new TestGate(Map.of(), new InMemoryLineage(), clock, new SecureRandom());
    private final Chat chat = new Chat(gate);

    private static String said(TestGate.Reply reply) {
        assertThat(reply.status()).as(reply.response().getBody()).isEqualTo(200);
        return reply.body().path("text").asText();
    }

    @Test
    void makesACommandACallOfTheTargetAndAnswersAtOnce() {
        var target = gate.agent();
        var slack = chat.slack(target);

        var reply = chat.slack(slack, Chat.command(1, "What's up?"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.response().getBody()).isEqualTo(TAKEN);
        assertThat(reply.header("Content-Type")).contains("application/json; charset=utf-8");
        var row = gate.rows().getFirst();
        assertThat(row.status()).isEqualTo(InvocationStatus.QUEUED);
        assertThat(row.agent()).isEqualTo(target.id());
        assertThat(row.caller().principal()).isEqualTo(slack.id().value());
        assertThat(row.caller().address()).isEqualTo("192.0.2.9");
        assertThat(row.caller().onBehalfOf())
                .isEqualTo(
                        new ExternalIdentity(
                                Optional.of("U1"),
                                Optional.empty(),
                                Optional.of("slack"),
                                Optional.of("C1"),
                                Optional.of("{\"user_name\":\"morgan\"}"),
                                Optional.empty()));
        var order = gate.queue.waiting().getFirst().order();
        assertThat(order.purpose())
                .isEqualTo(
                        new Purpose.Call(
                                target.id(),
                                row.id(),
                                row.id().value(),
                                Optional.of(
                                        new ReplyAddress(
                                                slack.id(),
                                                Map.of(
                                                        "response_url",
                                                        "https://hooks.slack.com/commands/1")))));
        assertThat(Json.parse(order.body()).path("input"))
                .isEqualTo(Json.parse("{\"text\":\"What's up?\",\"command\":\"ask\"}"));
    }

    @Test
    void makesOneCallOfAnEventThatThePlatformSendsTwice() {
        var slack = chat.slack(gate.agent());
        var body = Chat.command(1, "hi");

        chat.slack(slack, body);
        clock.pass(Duration.ofSeconds(60));
        var again = chat.slack(slack, body);

        assertThat(again.response().getBody()).isEqualTo(TAKEN);
        assertThat(gate.queue.waiting()).hasSize(1);
        assertThat(gate.rows()).hasSize(1);
    }

    /** Told that it is taken, the platform would not send again what was never recorded. */
    @Test
    void asksForAnEventAgainAfterAFault() {
        var broken = new Stumbling(new InMemoryLineage());
        var gate = new TestGate(Map.of(), broken, clock, new SecureRandom());
        var chat = new Chat(gate);
        var slack = chat.slack(gate.agent());
        var body = Chat.command(1, "hi");
        broken.stumble();

        var first = chat.slack(slack, body);
        clock.pass(Duration.ofSeconds(5));
        var second = chat.slack(slack, body);
        clock.pass(Duration.ofSeconds(60));
        var third = chat.slack(slack, body);

        assertThat(first.status()).isEqualTo(500);
        assertThat(second.status()).isEqualTo(503);
        assertThat(second.header("Retry-After")).contains("1");
        assertThat(third.response().getBody()).isEqualTo(TAKEN);
        assertThat(gate.queue.waiting()).hasSize(1);
    }

    @Test
    void refusesWhatSomebodySendsAgain() {
        var slack = chat.slack(gate.agent());
        var body = Chat.command(1, "hi");
        var headers = Chat.signed(body, clock.instant());
        chat.send("slack", slack.id().value(), body, headers);
        clock.pass(Duration.ofSeconds(10));

        var replayed = chat.send("slack", slack.id().value(), body, headers);

        assertRefused(slack, replayed, "replayed");
        assertThat(gate.queue.waiting()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "x-slack-signature, v0=0000, malformed_signature",
        "x-slack-signature, , unsigned",
        "x-slack-request-timestamp, 1772441699, stale",
        "x-slack-request-timestamp, 1772442001, wrong_signature"
    })
    void keepsNothingOfAForgedRequestButOneAuditEvent(String header, String value, String why) {
        var slack = chat.slack(gate.agent());
        var body = Chat.command(1, "hi");
        var headers = new HashMap<>(Chat.signed(body, clock.instant()));
        headers.remove(header);
        Optional.ofNullable(value).ifPresent(text -> headers.put(header, text));

        var reply = chat.send("slack", slack.id().value(), body, headers);

        assertRefused(slack, reply, why);
        assertThat(gate.audit.all()).hasSize(1);
        assertThat(gate.rows()).isEmpty();
        assertThat(gate.queue.waiting()).isEmpty();
    }

    private void assertRefused(Agent agent, TestGate.Reply reply, String why) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("inbound_refused");
        assertThat(reply.body().path("reason").asText()).isEqualTo(why);
        assertThat(gate.audit.all().getLast())
                .extracting(
                        AuditEvent::type,
                        AuditEvent::actor,
                        AuditEvent::subject,
                        AuditEvent::details)
                .containsExactly(
                        "external_agent.inbound_refused",
                        "anonymous",
                        agent.id().value(),
                        Map.of("address", "192.0.2.9", "platform", "slack", "reason", why));
        assertThat(gate.metrics.counted("external_agent_inbound_refused")).isEqualTo(1);
    }

    @Test
    void doesNotTellWhyThereIsNoWayIn() {
        var target = gate.agent();
        var slack = chat.slack(target);
        var secretless =
                gate.agent(
                        gate.ids.agent(),
                        Platform.SLACK,
                        AgentStatus.ACTIVE,
                        RateLimits.NONE,
                        Budget.NONE,
                        Map.of());
        var keyless =
                gate.agent(
                        gate.ids.agent(),
                        Platform.DISCORD,
                        AgentStatus.ACTIVE,
                        RateLimits.NONE,
                        Budget.NONE,
                        Map.of());
        var deleted = chat.entrance(Platform.SLACK, AgentStatus.DELETED, Optional.empty());
        var ways =
                List.of(
                        List.of("slack", gate.ids.agent().value()),
                        List.of("slack", "nonsense"),
                        List.of("irc", slack.id().value()),
                        List.of("telegram", slack.id().value()),
                        List.of("custom_http", target.id().value()),
                        List.of("slack", secretless.id().value()),
                        List.of("discord", keyless.id().value()),
                        List.of("slack", deleted.id().value()));

        for (var way : ways) {
            var body = Chat.command(1, "hi");
            var reply = chat.send(way.get(0), way.get(1), body, Chat.signed(body, clock.instant()));

            assertThat(reply.status()).as("%s", way).isEqualTo(404);
            assertThat(reply.body().path("detail").asText()).isEqualTo("There is no such agent.");
        }
        assertThat(gate.audit.all()).isEmpty();
    }

    @Test
    void looksAtNoBodyAboveTheCap() {
        var slack = chat.slack(gate.agent());

        var reply = chat.slack(slack, "x".repeat(256 * 1024 + 1));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(gate.audit.all().getLast().details()).containsEntry("reason", "too_large");
    }

    @Test
    void saysWhatItCannotRead() {
        var slack = chat.slack(gate.agent());

        var reply = chat.slack(slack, "command=%2Fask&text=hi");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("inbound_unreadable");
        assertThat(reply.body().path("detail").asText()).isEqualTo("trigger_id is missing.");
    }

    @Test
    void tellsThePersonOfABudget() {
        var day = chat.slack(gate.agent(RateLimits.NONE, TestGate.daily("0.01"), Map.of()));
        var month =
                chat.slack(
                        gate.agent(
                                RateLimits.NONE,
                                new Budget(
                                        Optional.empty(),
                                        Optional.of(Money.usd("0.01")),
                                        Budget.Enforcement.HARD),
                                Map.of()));

        assertThat(said(chat.slack(day, Chat.command(1, "hi"))))
                .isEqualTo("Over today's budget of $0.01; it resets at 00:00 UTC.");
        assertThat(said(chat.slack(month, Chat.command(2, "hi"))))
                .isEqualTo("Over this month's budget of $0.01; it resets on 1 April at 00:00 UTC.");
        assertThat(gate.rows()).allMatch(row -> row.status() == InvocationStatus.REFUSED);
    }

    @Test
    void tellsThePersonOfARateLimit() {
        var slack = chat.slack(gate.agent(TestGate.perMinute(1), Budget.NONE, Map.of()));

        chat.slack(slack, Chat.command(1, "hi"));

        assertThat(said(chat.slack(slack, Chat.command(2, "hi"))))
                .matches("Over the limit of 1 calls per minute; try again in 6[01] s\\.");
    }

    @Test
    void tellsThePersonOfAPolicy() {
        var slack = chat.slack(gate.agent());
        gate.policy("nobody", "deny");

        assertThat(said(chat.slack(slack, Chat.command(1, "hi"))))
                .isEqualTo("Not allowed. Policy nobody (version 1) denies this request.");
    }

    @Test
    void tellsThePersonOfAnAgentThatIsSuspendedOrGone() {
        var target = gate.agent();
        var suspended = chat.entrance(Platform.SLACK, AgentStatus.SUSPENDED, Optional.of(target));
        var asleep =
                gate.agent(
                        gate.ids.agent(),
                        Platform.CUSTOM_HTTP,
                        AgentStatus.SUSPENDED,
                        RateLimits.NONE,
                        Budget.NONE,
                        Map.of());
        var gone =
                gate.agent(
                        gate.ids.agent(),
                        Platform.CUSTOM_HTTP,
                        AgentStatus.DELETED,
                        RateLimits.NONE,
                        Budget.NONE,
                        Map.of());

        assertThat(said(chat.slack(suspended, Chat.command(1, "hi"))))
                .isEqualTo("The agent is suspended.");
        assertThat(said(chat.slack(chat.slack(asleep), Chat.command(2, "hi"))))
                .isEqualTo("The agent is suspended.");
        assertThat(said(chat.slack(chat.slack(gone), Chat.command(3, "hi"))))
                .isEqualTo("The agent that answers is gone.");
        assertThat(gate.queue.waiting()).isEmpty();
    }

    /** Nothing of what answers an event is shown in Slack. */
    @Test
    void tellsAPersonWhoMentionsTheBotAfterwards() {
        var slack = chat.slack(gate.agent());
        gate.policy("nobody", "deny");

        var reply =
                chat.slack(
                        slack,
                        "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":"
                                + "\"app_mention\",\"user\":\"U1\",\"channel\":\"C1\",\"ts\":"
                                + "\"1.2\",\"text\":\"<@U2> hi\"}}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.response().getBody()).isEmpty();
        var order = gate.queue.waiting().getFirst().order();
        assertThat(order.purpose())
                .isEqualTo(
                        new Purpose.Reply(
                                gate.rows().getFirst().id(),
                                new ReplyAddress(
                                        slack.id(), Map.of("channel", "C1", "thread_ts", "1.2"))));
        assertThat(order.body())
                .contains("Not allowed. Policy nobody (version 1) denies this request.");
    }

    @Test
    void answersOnTelegramInTelegramsWords() {
        var telegram =
                chat.entrance(Platform.TELEGRAM, AgentStatus.ACTIVE, Optional.of(gate.agent()));
        var update =
                "{\"update_id\":%d,\"message\":{\"message_id\":5,\"text\":\"/ask hi\","
                        + "\"from\":{\"id\":7},\"chat\":{\"id\":7}}}";

        var taken = chat.telegram(telegram, update.formatted(1));
        var again = chat.telegram(telegram, update.formatted(1));
        gate.policy("nobody", "deny");
        var refused = chat.telegram(telegram, update.formatted(2));

        assertThat(taken.body().path("method").asText()).isEqualTo("sendChatAction");
        assertThat(again.body()).isEqualTo(taken.body());
        assertThat(gate.queue.waiting()).hasSize(1);
        assertThat(refused.body().path("method").asText()).isEqualTo("sendMessage");
        assertThat(said(refused)).startsWith("Not allowed.");
    }
}
