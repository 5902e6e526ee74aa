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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TeamsTest {
    private static final String TIME = "\"timestamp\":\"2026-03-02T10:00:00+01:00\"";
    private final Teams teams = new Teams();

    private static Content golden() {
        return Sender.content(Platform.TEAMS, Sender.golden("teams-message.json"));
    }

    private static Content saying(String text) {
        return Sender.content(
                Platform.TEAMS,
                "{\"type\":\"message\",\"id\":\"1\",\"conversation\":{\"id\":\"c\"},"
                        + TIME
                        + ",\"from\":{\"id\":\"29:1\"},\"text\":\""
                        + text
                        + "\"}");
    }

    @Test
    void readsAMessageWithoutTheNameOfTheWebhook() {
        assertThat(golden())
                .isEqualTo(
                        new Command(
                                Signed.eventId(
                                        "19:253b1f341670408fb6fe51e4dd4a1d34@thread.skype;messageid="
                                                + "1485983408511",
                                        "1485983408511"),
                                new Person(
                                        "00000000-0000-4000-8000-000000000001",
                                        Optional.of("Ari Example"),
                                        Optional.of(
                                                "19:253b1f341670408fb6fe51e4dd4a1d34@thread.skype"
                                                        + ";messageid=1485983408511")),
                                Optional.empty(),
                                "is 3 < 4 & bold?",
                                Map.of(),
                                Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<at>Gate</at> hi|hi",
                "<at id='0'>Gate</at> tell <at>Sam</at> &amp;lt;b&amp;gt;|tell Sam &lt;b&gt;",
                "<AT>A\\nB</AT>\\u00a0x|x",
                "no mention, 1 &lt; 2|no mention, 1 < 2",
                "<p>a</p>|a",
                "''|''"
            })
    void readsTheTextAsThePersonWroteIt(String text, String said) {
        assertThat(saying(text))
                .isInstanceOfSatisfying(
                        Command.class, command -> assertThat(command.text()).isEqualTo(said));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "<at>Gate</at> approve apr_01kjpvsyz00000000000000000|APPROVE|none",
                "Approve apr_01kjpvsyz00000000000000000 within the budget|APPROVE|within the budget",
                "<at>Gate</at>&nbsp;reject apr_01KJPVSYZ00000000000000000 too dear|REJECT|too dear"
            })
    void readsADecisionInWords(String text, Verdict verdict, @Nullable String reason) {
        assertThat(saying(text))
                .isEqualTo(
                        new Decision(
                                Signed.eventId("c", "1"),
                                new Person("29:1", Optional.empty(), Optional.of("c")),
                                "apr_01kjpvsyz00000000000000000",
                                verdict,
                                Optional.ofNullable(reason),
                                Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approve the refund",
                "approve apr_1",
                "do not approve apr_01kjpvsyz00000000000000000",
                "approve apr_01kjpvsyz00000000000000000000"
            })
    void saysToTheAgentWhatIsNoDecision(String text) {
        assertThat(saying(text)).isInstanceOf(Command.class);
    }

    @Test
    void leavesAloneWhatIsNoMessage() {
        assertThat(Sender.content(Platform.TEAMS, "{\"type\":\"invoke\"," + TIME + "}"))
                .isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|''|is not a JSON object.",
                "{\"type\":\"message\"}|/timestamp|is missing.",
                "{\"type\":\"message\",\"timestamp\":\"now\"}|/timestamp|is not a time.",
                "{\"type\":\"message\"," + TIME + "}|/conversation/id|is missing.",
                "{\"type\":\"message\","
                        + TIME
                        + ",\"conversation\":{\"id\":\"c\"}}|/id|is missing.",
                "{\"type\":\"message\","
                        + TIME
                        + ",\"id\":\"1\",\"conversation\":{\"id\":\"c\"}}|/from/id|is missing."
            })
    void saysWhereItCannotRead(String body, String where, String why) {
        assertThat(Sender.content(Platform.TEAMS, body)).isEqualTo(new Unreadable(where, why));
    }

    @Test
    void answersAtOnceInPlainText() {
        var command = (Command) golden();

        assertThat(teams.acknowledge(command).body())
                .isEqualTo(
                        "{\"type\":\"message\",\"textFormat\":\"plain\","
                                + "\"text\":\"Taken. The answer follows.\"}");
        assertThat(teams.refuse(command, "Over the budget of $10.00."))
                .contains(
                        new Reply(
                                200,
                                "application/json; charset=utf-8",
                                "{\"type\":\"message\",\"textFormat\":\"plain\","
                                        + "\"text\":\"Over the budget of $10.00.\"}"));
        assertThat(teams.answer(command, "Yes.")).isPresent();
    }
}
