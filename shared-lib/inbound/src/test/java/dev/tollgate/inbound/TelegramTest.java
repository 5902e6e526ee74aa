package dev.tollgate.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.agent.Platform;
import dev.tollgate.inbound.Content.Command;
import dev.tollgate.inbound.Content.Decision;
import dev.tollgate.inbound.Content.Ignored;
import dev.tollgate.inbound.Content.Unreadable;
import dev.tollgate.inbound.Content.Verdict;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TelegramTest {
    private final Telegram telegram = new Telegram();

    private static Content golden(String file) {
        return Sender.content(Platform.TELEGRAM, Sender.golden(file));
    }

    private static Command command() {
        return (Command) golden("telegram-command.json");
    }

    @Test
    void readsACommandInATopic() {
        assertThat(golden("telegram-command.json"))
                .isEqualTo(
                        new Command(
                                Signed.eventId("646911460"),
                                new Person(
                                        "123456789",
                                        Optional.of("robin"),
                                        Optional.of("-1001234567890")),
                                Optional.of("ask"),
                                "what is\n2 < 3?",
                                Map.of(),
                                Map.of(
                                        "chat_id", "-1001234567890",
                                        "message_id", "93",
                                        "message_thread_id", "7")));
    }

    @Test
    void readsPlainText() {
        assertThat(golden("telegram-text.json"))
                .isEqualTo(
                        new Command(
                                Signed.eventId("646911461"),
                                new Person(
                                        "123456789",
                                        Optional.of("Robin"),
                                        Optional.of("123456789")),
                                Optional.empty(),
                                "Hello there",
                                Map.of(),
                                Map.of("chat_id", "123456789", "message_id", "94")));
    }

    @Test
    void readsAButton() {
        assertThat(golden("telegram-button.json"))
                .isEqualTo(
                        new Decision(
                                Signed.eventId("646911462"),
                                new Person(
                                        "123456789",
                                        Optional.of("robin"),
                                        Optional.of("123456789")),
                                "apr_01kjpyywg0000000000000000a",
                                Verdict.APPROVE,
                                Optional.empty(),
                                Map.of(
                                        "chat_id", "123456789",
                                        "message_id", "95",
                                        "callback_query_id", "4382bfdwdsb323b2d9")));
    }

    @Test
    void hasNothingButTheUpdateToKnowARepetitionBy() {
        assertThat(Sender.send(Platform.TELEGRAM, Sender.golden("telegram-text.json")))
                .isInstanceOfSatisfying(
                        Received.Verified.class,
                        verified -> assertThat(verified.replayKey()).isEmpty());
    }

    @Test
    void doesNotAnswerAMessageAgainThatWasChanged() {
        assertThat(golden("telegram-edited-message.json")).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"update_id\":1}",
                "{\"update_id\":1,\"message\":{\"photo\":[]}}",
                "{\"update_id\":1,\"message\":{\"text\":\"Hello\"}}",
                "{\"update_id\":1,\"message\":{\"text\":\"Hi\",\"from\":{\"id\":2,\"is_bot\":true}}}",
                "{\"update_id\":1,\"callback_query\":{\"id\":\"1\",\"data\":\"page:2\"}}",
                "{\"update_id\":1,\"callback_query\":{\"id\":\"1\","
                        + "\"data\":\"tollgate:approve:apr_01kjpyywg0000000000000000a\"}}"
            })
    void leavesAloneWhatIsNotForIt(String body) {
        assertThat(Sender.content(Platform.TELEGRAM, body)).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/update_id|is missing.",
                "{\"update_id\":1.5}|/update_id|is not a text.",
                "{\"update_id\":1,\"message\":7}|/message|is not an object.",
                "{\"update_id\":1,\"message\":{\"text\":\"Hi\",\"from\":{}}}"
                        + "|/message/from/id|is missing.",
                "{\"update_id\":1,\"message\":{\"text\":\"Hi\",\"from\":{\"id\":2}}}"
                        + "|/message/chat/id|is missing.",
                "{\"update_id\":1,\"message\":{\"text\":\"Hi\",\"from\":{\"id\":2},"
                        + "\"chat\":{\"id\":\"@channel\"}}}|/message/chat/id|is not a whole"
                        + " number."
            })
    void saysWhereItCannotRead(String body, String where, String why) {
        assertThat(Sender.content(Platform.TELEGRAM, body)).isEqualTo(new Unreadable(where, why));
    }

    @Test
    void answersWithOneCallOfTheBotApi() {
        assertThat(telegram.acknowledge(command()).body())
                .isEqualTo(
                        "{\"method\":\"sendChatAction\",\"chat_id\":-1001234567890,"
                                + "\"message_thread_id\":7,\"action\":\"typing\"}");
        assertThat(telegram.refuse(command(), "Over *budget*."))
                .contains(
                        new Reply(
                                200,
                                "application/json; charset=utf-8",
                                "{\"method\":\"sendMessage\",\"chat_id\":-1001234567890,"
                                        + "\"message_thread_id\":7,\"text\":\"Over *budget*.\","
                                        + "\"reply_parameters\":{\"message_id\":93}}"));
    }

    @Test
    void answersAButtonWithANotice() {
        var button = (Decision) golden("telegram-button.json");

        assertThat(telegram.acknowledge(button).body())
                .isEqualTo(
                        "{\"method\":\"answerCallbackQuery\","
                                + "\"callback_query_id\":\"4382bfdwdsb323b2d9\"}");
        assertThat(telegram.refuse(button, "x".repeat(300)).orElseThrow().body())
                .isEqualTo(
                        "{\"method\":\"answerCallbackQuery\","
                                + "\"callback_query_id\":\"4382bfdwdsb323b2d9\",\"text\":\""
                                + "x".repeat(199)
                                + "…\",\"show_alert\":true}");
    }
}
