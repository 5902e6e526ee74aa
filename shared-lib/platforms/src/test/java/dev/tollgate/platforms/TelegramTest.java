package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TelegramTest {
    private static final AgentSecret BOT = Courier.token(TelegramBot.TOKEN);

    private final Courier courier = new Courier();
    private final TelegramBot telegram = new TelegramBot();

    TelegramTest() {
        courier.receiver.answers(telegram);
    }

    @AfterEach
    void close() {
        courier.close();
    }

    @Test
    void sendsToTheChatAndItsTopic() {
        var agent =
                Samples.agent(
                        Platform.TELEGRAM,
                        Map.of(
                                "chat_id",
                                "-1001234567890",
                                "message_thread_id",
                                "7",
                                "disable_notification",
                                true));

        var sent = courier.send(agent, BOT, Samples.completed("1. It costs $4.20 (_not_ more)!"));

        assertThat(sent.output()).contains("{\"message_id\":\"101\",\"messages\":1}");
        assertThat(telegram.texts)
                .containsExactly(
                        """
                        ✅ Support [EU] answered

                        1. It costs $4.20 (_not_ more)!

                        Asked by: mara@example.com
                        Cost: 0.0425 USD
                        Took: 2.3 s\
                        """);
        var message = telegram.messages.getFirst();
        assertThat(message.path("message_thread_id").longValue()).isEqualTo(7);
        assertThat(message.path("disable_notification").booleanValue()).isTrue();
        assertThat(message.path("chat_id").asText()).isEqualTo("-1001234567890");
        assertThat(courier.receiver.requests().getFirst().header("authorization")).isEmpty();
    }

    @Test
    void showsTitleAndNamesInBoldAndDataWithAFixedWidth() {
        var data = Samples.json("{\"a_b\": \"`x`\"}");

        var body = Courier.render(agent(), new Message.Completed(Samples.ABOUT, data));

        var text = Series.requests(body).getFirst().path("text").asText();

        assertThat(MarkdownV2Reader.entities(text))
                .extracting(entity -> entity.mark() + entity.text())
                .containsExactly(
                        "*✅ Support [EU] answered",
                        "```{\n  \"a_b\" : \"`x`\"\n}",
                        "*Asked by:",
                        "*Cost:",
                        "*Took:");
    }

    @Test
    void asksWithButtonsAndALink() {
        courier.send(agent(), BOT, Objects.requireNonNull(Samples.all().get("approval_needed")));

        assertThat(telegram.messages.getFirst().at("/reply_markup/inline_keyboard"))
                .isEqualTo(
                        Samples.json(
                                """
                                [[{"text": "Approve",
                                   "callback_data": "tollgate:approve:apr_01kjpvsyz00000000000000000"},
                                  {"text": "Reject",
                                   "callback_data": "tollgate:reject:apr_01kjpvsyz00000000000000000"}],
                                 [{"text": "Open the record",
                                   "url": "https://gate.example.com/invocations/inv_01kjpvsyz00000000000000000"}]]
                                """));
    }

    @Test
    void takesTheKeyOrTheWholeAddressAsWell() {
        var key = new OutboundAuth.ApiKey(TelegramBot.TOKEN);
        var address =
                new AgentSecret(
                        1,
                        Optional.of(courier.receiver.at(TelegramBot.PATH)),
                        new OutboundAuth.None());

        courier.send(
                agent(), new AgentSecret(1, Optional.empty(), key), Samples.completed("by key"));
        courier.send(agent(), address, Samples.completed("by address"));

        assertThat(telegram.texts).hasSize(2);
    }

    @Test
    void answersWhereACommandWasGiven() {
        var command = Map.of("chat_id", "42", "message_id", "9", "message_thread_id", "3");
        var body = Courier.render(agent(), Samples.completed("word ".repeat(900)));

        courier.reply(agent(), BOT, command, body, Progress.NONE);

        assertThat(telegram.messages)
                .hasSize(2)
                .allMatch(message -> message.path("chat_id").asText().equals("42"))
                .allMatch(message -> message.path("message_thread_id").intValue() == 3);
        assertThat(telegram.messages)
                .extracting(message -> message.path("reply_parameters"))
                .containsExactly(
                        Samples.json("{\"message_id\": 9, \"allow_sending_without_reply\": true}"),
                        Samples.json("{}").path("none"));
    }

    @Test
    void findsTheGeneralTopicByNamingNone() {
        var agent =
                Samples.agent(Platform.TELEGRAM, Map.of("chat_id", "42", "message_thread_id", "1"));

        courier.send(agent, BOT, Samples.completed("x"));

        assertThat(telegram.messages.getFirst().has("message_thread_id")).isFalse();
    }

    @Test
    void waitsAsLongAsTelegramSaysAndGoesOnWhereItWas() {
        var text = "word ".repeat(900);
        var body = Courier.render(agent(), Samples.completed(text));
        courier.receiver.answers(new Script(telegram).at(1, TelegramBot.flood(17)));

        var first = courier.send(agent(), BOT, body, Progress.NONE);
        var second = courier.send(agent(), BOT, body, first.progress());

        assertThat(first.progress()).isEqualTo(new Progress(1, "101"));
        assertThat(first.execution())
                .isInstanceOfSatisfying(
                        Execution.Failed.class,
                        failed -> assertThat(failed.retryAfter()).contains(Duration.ofSeconds(17)));
        assertThat(second.output()).contains("{\"message_id\":\"101\",\"messages\":2}");
        assertThat(String.join("", telegram.texts)).contains(text.substring(0, 4_000));
        assertThat(telegram.texts).hasSize(2);
    }

    @Test
    void keepsTheTokenOutOfWhatWentWrong() {
        courier.receiver.answers(
                TelegramBot.error(401, "Unauthorized: " + TelegramBot.TOKEN + TelegramBot.PATH));

        var sent = courier.send(agent(), BOT, Samples.completed("x"));

        assertThat(sent.execution())
                .isInstanceOfSatisfying(
                        Execution.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(401));
        assertThat(sent.toString()).contains("***").doesNotContain("fixture0");
    }

    @Test
    void keepsTheTokenOutWhenNothingAnswers() {
        courier.receiver.close();

        var sent = courier.send(agent(), BOT, Samples.completed("x"));

        assertThat(sent.execution()).isInstanceOf(Execution.Unreachable.class);
        assertThat(sent.toString()).doesNotContain("fixture0");
    }

    @Test
    void saysWhatAnAgentLacks() {
        var nobody = Samples.agent(Platform.TELEGRAM, Map.of());

        var noChat = courier.send(nobody, BOT, Samples.completed("x"));
        var noToken = courier.send(agent(), Courier.token("not-a-token"), Samples.completed("x"));

        assertThat(noChat.execution())
                .isEqualTo(new Execution.Blocked("The agent has no platform_config.chat_id."));
        assertThat(noToken.execution().toString())
                .contains("no bot's token")
                .doesNotContain("not-a-token");
    }

    @Test
    void makesNoButtonOfAnAddressThatTelegramRefuses() {
        var about =
                new About(
                        "x",
                        "y",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(URI.create("http://127.0.0.1:8080/invocations/1")));

        var body = Courier.render(agent(), new Message.Test(about));

        assertThat(Series.requests(body).getFirst().has("reply_markup")).isFalse();
    }

    @Test
    void fillsAMessageToItsLastCharacterAndNotBeyond() {
        var frame = "✅ Support [EU] answered\n\n".length();
        var facts = "\n\nAsked by: mara@example.com\nCost: 0.0425 USD\nTook: 2.3 s".length();

        assertThat(sizes("😀".repeat((4096 - frame - facts) / 2))).hasSize(1);
        assertThat(sizes("x".repeat(4096 - frame - facts))).containsExactly(4096);
        assertThat(sizes("x".repeat(4096 - frame - facts + 1))).hasSize(2);
        assertThat(sizes(".".repeat(4096 - frame))).containsExactly(4096, facts - 2);
        assertThat(sizes(".".repeat(4096 - frame + 1))).startsWith(4096).hasSize(2);
    }

    private static List<Integer> sizes(String text) {
        return Series.requests(Courier.render(agent(), Samples.completed(text))).stream()
                .map(request -> MarkdownV2Reader.plain(request.path("text").asText()).length())
                .toList();
    }

    @Test
    void takesEveryKindOfMessage() {
        Samples.all()
                .forEach((kind, message) ->
                        assertThat(courier.send(agent(), BOT, message).execution())
                                .as(kind)
                                .isInstanceOf(Execution.Answered.class));
    }

    @Test
    void keepsEveryLimitAndLosesNothingOfAnyText() {
        var random = new Random(5);
        for (int i = 0; i < 400; i++) {
            var text = Texts.some(random, i % 20 == 0 ? 20_000 : 4_300);
            var title = "t" + Texts.some(random, 500);
            var value = "a" + Texts.some(random, i % 20 == 0 ? 9_000 : 300);
            var post =
                    new Post(
                            Post.Tone.GOOD,
                            title,
                            List.of(
                                    random.nextBoolean()
                                            ? new Post.Block.Paragraph(text)
                                            : new Post.Block.Code(text)),
                            List.of(new Post.Fact("Asked by", value)),
                            Optional.empty(),
                            List.of());

            var texts = TelegramTexts.of(post).stream().map(MarkdownV2Reader::plain).toList();

            assertThat(texts).allMatch(each -> !each.isBlank() && each.length() <= 4096);
            assertThat(Texts.bare(String.join("", texts)).replace("Askedby:", ""))
                    .isEqualTo(Texts.bare("✅" + title + text + value));
        }
    }

    private static Agent agent() {
        return Samples.agent(Platform.TELEGRAM, Map.of("chat_id", "42"));
    }
}
