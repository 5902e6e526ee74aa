package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.local.servers.Behaviour;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the answer to a command goes: to where it was given, and nowhere else. */
final class SlackReplyTest {
    private static final AgentId THROUGH = new AgentId("agt_01kjpvsyz00000000000000000");
    private static final Agent AGENT =
            Samples.agent(Platform.SLACK, Map.of("channel", "C0USUAL", "thread_ts", "1.1"));
    private static final Message ANSWER =
            new Message.Completed(Samples.ABOUT, TextNode.valueOf("Forty-two."));
    private static final ReplyAddress MENTION =
            new ReplyAddress(THROUGH, Map.of("channel", "D024BE91L", "thread_ts", "1355517523.5"));

    private final Courier courier = new Courier();

    @AfterEach
    void stop() {
        courier.close();
    }

    @Test
    void goesToTheResponseUrlOfASlashCommand() {
        courier.receiver.answers(Behaviour.answering(200, "ok"));
        var to =
                new ReplyAddress(
                        THROUGH,
                        Map.of("response_url", courier.receiver.at("/commands/1").toString()));

        var sent = courier.reply(AGENT, courier.secret("/services/T/B/x"), to, ANSWER);

        assertThat(sent.execution()).isInstanceOf(Execution.Answered.class);
        assertThat(courier.receiver.requests()).hasSize(1);
        assertThat(courier.receiver.requests().getFirst().path()).isEqualTo("/commands/1");
    }

    @Test
    void goesToTheThreadOfAMention() throws Exception {
        courier.receiver.answers(Behaviour.answering(200, "{\"ok\":true,\"ts\":\"2.2\"}"));

        var sent = courier.reply(AGENT, Courier.token("xoxb-1"), MENTION, ANSWER);

        assertThat(sent.execution()).isInstanceOf(Execution.Answered.class);
        var request = courier.receiver.requests().getFirst();
        assertThat(request.path()).isEqualTo("/slack/chat.postMessage");
        assertThat(request.header("Authorization")).contains("Bearer xoxb-1");
        var body = Samples.JSON.readTree(request.body());
        assertThat(body.path("channel").asText()).isEqualTo("D024BE91L");
        assertThat(body.path("thread_ts").asText()).isEqualTo("1355517523.5");
    }

    /** What was asked in a direct message is not told in the channel of a webhook. */
    @Test
    void goesNowhereElseWithoutABot() {
        var sent = courier.reply(AGENT, courier.secret("/services/T/B/x"), MENTION, ANSWER);

        assertThat(sent.execution())
                .isEqualTo(
                        new Execution.Blocked(
                                "The agent has no bearer_token to answer in a channel with."));
        assertThat(courier.receiver.requests()).isEmpty();
    }
}
