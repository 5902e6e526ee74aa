package dev.tollgate.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.agent.Platform;
import dev.tollgate.inbound.Content.Command;
import dev.tollgate.inbound.Content.Decision;
import dev.tollgate.inbound.Content.Handshake;
import dev.tollgate.inbound.Content.Ignored;
import dev.tollgate.inbound.Content.Unreadable;
import dev.tollgate.inbound.Content.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SlackTest {
    private static final Reply EMPTY = new Reply(200, "text/plain; charset=utf-8", "");
    private final Slack slack = new Slack();

    private static Content golden(String file) {
        return Sender.content(Platform.SLACK, Sender.golden(file));
    }

    private static Command command() {
        return (Command) golden("slack-slash-command.form");
    }

    private static Command mention() {
        return (Command) golden("slack-app-mention.json");
    }

    @Test
    void readsASlashCommand() {
        assertThat(golden("slack-slash-command.form"))
                .isEqualTo(
                        new Command(
                                Signed.eventId(
                                        "command", "13345224609.738474920.8088930838d88f008e0"),
                                new Person(
                                        "U2147483697",
                                        Optional.of("morgan"),
                                        Optional.of("C2147483705")),
                                Optional.of("ask"),
                                "what is 100% of <2> & ü?",
                                Map.of(),
                                Map.of(
                                        "response_url",
                                        "https://hooks.slack.com/commands/T0001/1234/5678")));
    }

    @Test
    void readsAMentionWithoutTheNameAndTheEscapes() {
        assertThat(golden("slack-app-mention.json"))
                .isEqualTo(
                        new Command(
                                Signed.eventId("event", "Ev0MDYHUEL"),
                                new Person("W021FGA1Z", Optional.empty(), Optional.of("C0LAN2Q65")),
                                Optional.empty(),
                                "Hey , is 3 < 4 && 4 > 3?",
                                Map.of(),
                                Map.of("channel", "C0LAN2Q65", "thread_ts", "1515449483.000108")));
    }

    @Test
    void readsADirectMessageInItsThread() {
        assertThat(golden("slack-direct-message.json"))
                .isEqualTo(
                        new Command(
                                Signed.eventId("event", "Ev0PV52K21"),
                                new Person(
                                        "U2147483697", Optional.empty(), Optional.of("D024BE91L")),
                                Optional.empty(),
                                "Hello, can you hear me?",
                                Map.of(),
                                Map.of("channel", "D024BE91L", "thread_ts", "1355517500.000001")));
    }

    @Test
    void readsAButton() {
        assertThat(golden("slack-button.form"))
                .isEqualTo(
                        new Decision(
                                Signed.eventId(
                                        "action",
                                        "12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3"),
                                new Person(
                                        "U2147483697",
                                        Optional.of("morgan"),
                                        Optional.of("C2147483705")),
                                "apr_01kjpyywg0000000000000000a",
                                Verdict.REJECT,
                                Optional.of("Too dear, ask again in May & say why."),
                                Map.of(
                                        "response_url",
                                        "https://hooks.slack.com/actions/T0001/1234/5678")));
    }

    @Test
    void givesTheChallengeBackAsItCame() {
        assertThat(golden("slack-url-verification.json"))
                .isEqualTo(
                        new Handshake(
                                new Reply(
                                        200,
                                        "text/plain; charset=utf-8",
                                        "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P")));
    }

    /** A message of the gate itself would else be the next question. */
    @Test
    void doesNotListenToBots() {
        assertThat(golden("slack-bot-message.json"))
                .isEqualTo(new Ignored("not a new message of a person", EMPTY));
    }

    @Test
    void knowsASecondTryByTheEvent() {
        var body = Sender.golden("slack-app-mention.json");
        var headers =
                Sender.with(
                        Sender.headers(Platform.SLACK, body, Sender.NOW.plusSeconds(60)),
                        "x-slack-retry-num",
                        "1");
        var again = (Received.Verified) Sender.send(Platform.SLACK, body, headers);

        assertThat(again.content()).isEqualTo(mention());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl_check=1&token=gIkuvaNzQIHg97ATvDxqgjtO",
                "{\"type\":\"app_rate_limited\"}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"reaction_added\"}}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"message\","
                        + "\"channel_type\":\"channel\",\"user\":\"U1\"}}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"app_mention\","
                        + "\"bot_id\":\"B1\",\"user\":\"U1\"}}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"message\","
                        + "\"channel_type\":\"im\",\"subtype\":\"message_changed\"}}",
                "payload=%7B%22type%22%3A%22view_submission%22%7D",
                "payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A%5B%7B%22action_id"
                        + "%22%3A%22tollgate%3Aapprove%3Aapr_1%22%7D%5D%7D"
            })
    void leavesAloneWhatIsNotForIt(String body) {
        assertThat(Sender.content(Platform.SLACK, body)).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|trigger_id|is missing.",
                "text=%zz|text|has a broken escape.",
                "text=%4|text|has a broken escape.",
                "text=%EF%BC%91%|text|has a broken escape.",
                "text=%ff|text|is not UTF-8.",
                "text=ü|text|has a character that is not escaped.",
                "text=1&text=2|text|is there twice.",
                "trigger_id=1&command=%2Fask&user_id=U1|response_url|is missing.",
                "trigger_id=1&user_id=+&command=%2Fask|user_id|is not an id of 1 to 256"
                        + " characters.",
                "payload=%7B|payload|is not JSON.",
                "payload=1|payload|is not a JSON object.",
                "payload=%7B%7D|payload/type|is missing.",
                "{|''|is not JSON.",
                "{\"type\":\"event_callback\"}|/event|is missing.",
                "{\"type\":\"event_callback\",\"event\":[]}|/event|is not an object.",
                "{\"type\":\"url_verification\"}|/challenge|is missing.",
                "{\"type\":\"a\",\"type\":\"b\"}|''|is not JSON.",
                "{\"type\":{}}|/type|is not a text.",
                "{\"type\":[{\"a\":\"x\\ud800\"}]}|''|has half of a character.",
                "payload=%7B%22type%22:%22%5Cudc00%22%7D|payload|has half of a character."
            })
    void saysWhereItCannotRead(String body, String where, String why) {
        assertThat(Sender.content(Platform.SLACK, body)).isEqualTo(new Unreadable(where, why));
    }

    @Test
    void cannotReadWhatIsNotText() {
        assertThat(Sender.content(Platform.DISCORD, new byte[] {'{', (byte) 0xc3, '}'}))
                .isEqualTo(new Unreadable("", "is not UTF-8."));
        assertThat(
                        Sender.content(
                                Platform.DISCORD, "{\"type\":1}".getBytes(StandardCharsets.UTF_16)))
                .isEqualTo(new Unreadable("", "is not UTF-8."));
        assertThat(Sender.content(Platform.DISCORD, "{\"a\":" + "[".repeat(10_000)))
                .isEqualTo(new Unreadable("", "is not JSON."));
    }

    @Test
    void answersACommandForItsWriterAlone() {
        assertThat(slack.acknowledge(command()).body())
                .isEqualTo(
                        "{\"response_type\":\"ephemeral\",\"text\":\"Taken. The answer follows.\"}");
        assertThat(slack.refuse(command(), "1 < 2 & <!channel>"))
                .contains(
                        new Reply(
                                200,
                                "application/json; charset=utf-8",
                                "{\"response_type\":\"ephemeral\",\"text\":\"1 &lt; 2 &amp;"
                                        + " &lt;!channel&gt;\"}"));
        assertThat(slack.answer(command(), "Forty-two."))
                .contains(
                        new Reply(
                                200,
                                "application/json; charset=utf-8",
                                "{\"response_type\":\"in_channel\",\"text\":\"Forty-two.\"}"));
    }

    @Test
    void hasNothingToShowUnderAnEventOrAButton() {
        var button = (Decision) golden("slack-button.form");

        assertThat(slack.acknowledge(mention())).isEqualTo(EMPTY);
        assertThat(slack.refuse(mention(), "No.")).isEmpty();
        assertThat(slack.answer(mention(), "Yes.")).isEmpty();
        assertThat(slack.acknowledge(button)).isEqualTo(EMPTY);
        assertThat(slack.refuse(button, "No.")).isEmpty();
    }
}
