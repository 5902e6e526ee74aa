package dev.tollgate.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.agent.Platform;
import dev.tollgate.inbound.Content.Command;
import dev.tollgate.inbound.Content.Decision;
import dev.tollgate.inbound.Content.Handshake;
import dev.tollgate.inbound.Content.Ignored;
import dev.tollgate.inbound.Content.Unreadable;
import dev.tollgate.inbound.Content.Verdict;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiscordTest {
    private static final Person MASON =
            new Person(
                    "53908232506183680", Optional.of("Mason"), Optional.of("645027906669510667"));
    private final Discord discord = new Discord();

    private static Content golden(String file) {
        return Sender.content(Platform.DISCORD, Sender.golden(file));
    }

    private static Command command() {
        return (Command) golden("discord-slash-command.json");
    }

    private static Decision button() {
        return (Decision) golden("discord-button.json");
    }

    @Test
    void answersAPing() {
        assertThat(golden("discord-ping.json"))
                .isEqualTo(
                        new Handshake(
                                new Reply(200, "application/json; charset=utf-8", "{\"type\":1}")));
    }

    @Test
    void readsASubcommandWithItsOptions() {
        assertThat(golden("discord-slash-command.json"))
                .isEqualTo(
                        new Command(
                                Signed.eventId("786008729715212338"),
                                MASON,
                                Optional.of("agent ask"),
                                "Why is it *so* late? 40 0.7 true",
                                Map.of(
                                        "question",
                                        "Why is it *so* late?",
                                        "words",
                                        new BigDecimal(40),
                                        "warmth",
                                        new BigDecimal("0.7"),
                                        "short",
                                        true),
                                Map.of(
                                        "application_id", "845027738276462632",
                                        "token",
                                                "aW50ZXJhY3Rpb246Nzg2MDA4NzI5NzE1MjEyMzM4OnRva2Vu")));
    }

    @Test
    void keepsTheOrderOfTheOptions() {
        assertThat(command().options().keySet())
                .containsExactly("question", "words", "warmth", "short");
    }

    @Test
    void readsTheMessageThatACommandWasCalledOn() {
        assertThat(golden("discord-message-command.json"))
                .isEqualTo(
                        new Command(
                                Signed.eventId("867794291820986368"),
                                new Person(
                                        "53908232506183680",
                                        Optional.of("mason"),
                                        Optional.of("772908445358620702")),
                                Optional.of("Summarise"),
                                "a long story",
                                Map.of(),
                                Map.of(
                                        "application_id", "845027738276462632",
                                        "token",
                                                "aW50ZXJhY3Rpb246ODY3Nzk0MjkxODIwOTg2MzY4OnRva2Vu")));
    }

    @Test
    void readsAButton() {
        assertThat(golden("discord-button.json"))
                .isEqualTo(
                        new Decision(
                                Signed.eventId("846462639134605312"),
                                new Person(
                                        "53908232506183680",
                                        Optional.of("mason"),
                                        Optional.of("345626669114982999")),
                                "apr_01kjpyywg0000000000000000a",
                                Verdict.APPROVE,
                                Optional.empty(),
                                Map.of(
                                        "application_id", "845027738276462632",
                                        "token",
                                                "aW50ZXJhY3Rpb246ODQ2NDYyNjM5MTM0NjA1MzEyOnRva2Vu")));
    }

    @Test
    void readsASubcommandWithoutOptions() {
        var content =
                Sender.content(
                        Platform.DISCORD,
                        "{\"type\":2,\"id\":\"1\",\"application_id\":\"2\",\"token\":\"t\","
                                + "\"user\":{\"id\":\"3\"},\"data\":{\"name\":\"agent\","
                                + "\"options\":[{\"type\":2,\"name\":\"on\",\"options\":"
                                + "[{\"type\":1,\"name\":\"duty\"}]}]}}");

        assertThat(content)
                .isEqualTo(
                        new Command(
                                Signed.eventId("1"),
                                new Person("3", Optional.empty(), Optional.empty()),
                                Optional.of("agent on duty"),
                                "",
                                Map.of(),
                                Map.of("application_id", "2", "token", "t")));
    }

    @Test
    void hasNothingToChooseFrom() {
        assertThat(Sender.content(Platform.DISCORD, "{\"type\":4}"))
                .isEqualTo(
                        new Handshake(
                                new Reply(
                                        200,
                                        "application/json; charset=utf-8",
                                        "{\"type\":8,\"data\":{\"choices\":[]}}")));
    }

    @Test
    void leavesAloneWhatIsNotForIt() {
        var other = "{\"type\":3,\"data\":{\"custom_id\":\"click_one\"}}";

        assertThat(Sender.content(Platform.DISCORD, other))
                .isEqualTo(
                        new Ignored(
                                "a component of somebody else",
                                new Reply(200, "application/json; charset=utf-8", "{\"type\":6}")));
        assertThat(Sender.content(Platform.DISCORD, "{\"type\":5}")).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/type|is missing.",
                "{\"type\":2}|/data/name|is missing.",
                "{\"type\":2,\"data\":{\"name\":\"a\"}}|/id|is missing.",
                "{\"type\":2,\"data\":{\"name\":\"a\"},\"id\":\"1\"}|/user|is missing.",
                "{\"type\":2,\"data\":{\"name\":\"a\"},\"id\":\"1\",\"member\":{}}"
                        + "|/member/user|is missing.",
                "{\"type\":2,\"data\":{\"name\":\"a\"},\"id\":\"1\",\"user\":{\"id\":\"1\"}}"
                        + "|/application_id|is missing.",
                "{\"type\":2,\"data\":{\"name\":\"a\"},\"id\":\"1\",\"user\":{\"id\":\"1\"},"
                        + "\"application_id\":\"1\"}|/token|is missing."
            })
    void saysWhereItCannotRead(String body, String where, String why) {
        assertThat(Sender.content(Platform.DISCORD, body)).isEqualTo(new Unreadable(where, why));
    }

    @Test
    void keepsNoTokenOfAnyLength() {
        var body =
                "{\"type\":2,\"data\":{\"name\":\"a\"},\"id\":\"1\",\"user\":{\"id\":\"1\"},"
                        + "\"application_id\":\"1\",\"token\":\"%s\"}";

        assertThat(Sender.content(Platform.DISCORD, body.formatted("t".repeat(1024))))
                .isInstanceOf(Command.class);
        assertThat(Sender.content(Platform.DISCORD, body.formatted("t".repeat(1025))))
                .isEqualTo(new Unreadable("token", "is longer than 1024 characters."));
    }

    @Test
    void showsThatItIsAtWork() {
        assertThat(discord.acknowledge(command()).body()).isEqualTo("{\"type\":5}");
        assertThat(discord.acknowledge(button()).body()).isEqualTo("{\"type\":6}");
    }

    @Test
    void refusesForThePersonAloneAndMentionsNobody() {
        assertThat(discord.refuse(command(), "No *more* for @everyone, <@1>."))
                .hasValueSatisfying(reply ->
                        assertThat(reply.body())
                                .isEqualTo(
                                        "{\"type\":4,\"data\":{\"content\":\"No \\\\*more\\\\* for"
                                                + " @everyone, \\\\<@1\\\\>.\",\"flags\":64,"
                                                + "\"allowed_mentions\":{\"parse\":[]}}}"));
    }

    @Test
    void cutsWhatDiscordWouldRefuse() {
        var reply = discord.answer(command(), "😀".repeat(1000) + "more").orElseThrow();

        assertThat(reply.body())
                .contains("\"content\":\"" + "😀".repeat(999) + "…\"")
                .contains("\"flags\":0");
    }
}
