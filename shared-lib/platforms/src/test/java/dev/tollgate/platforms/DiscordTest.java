package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.local.servers.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiscordTest {
    private final Courier courier = new Courier();
    private final DiscordServer discord = new DiscordServer();
    private final AgentSecret webhook = courier.secret(DiscordServer.WEBHOOK);

    DiscordTest() {
        courier.receiver.answers(discord);
    }

    @AfterEach
    void close() {
        courier.close();
    }

    @Test
    void executesAWebhookAndLearnsTheMessagesId() {
        var agent =
                Samples.agent(
                        Platform.DISCORD,
                        Map.of(
                                "username",
                                "Gate",
                                "avatar_url",
                                "https://example.com/a.png",
                                "thread_id",
                                "55"));

        var sent = courier.send(agent, webhook, Samples.completed("It is *done*."));

        assertThat(sent.output()).contains("{\"message_id\":\"1001\",\"messages\":1}");
        assertThat(discord.calls)
                .containsExactly(
                        "POST "
                                + DiscordServer.WEBHOOK
                                + "?wait=true&thread_id=55&with_components=true");
        var message = discord.messages.getFirst();
        assertThat(message.path("username").asText()).isEqualTo("Gate");
        assertThat(message.path("avatar_url").asText()).isEqualTo("https://example.com/a.png");
        assertThat(message.at("/embeds/0/title").asText()).isEqualTo("Support \\[EU\\] answered");
        assertThat(message.at("/embeds/0/description").asText()).isEqualTo("It is \\*done\\*.");
        assertThat(message.at("/embeds/0/color").intValue()).isEqualTo(0x248046);
    }

    @Test
    void givesAWebhookThatNoApplicationOwnsTheLinkAlone() {
        courier.send(
                agent(), webhook, Objects.requireNonNull(Samples.all().get("approval_needed")));

        var message = discord.messages.getFirst();
        assertThat(message.at("/components/0/components").findValuesAsText("label"))
                .containsExactly("Open the record");
        assertThat(message.at("/embeds/0/url").asText()).startsWith("https://gate.example.com/");
    }

    @Test
    void givesAWebhookOfAnApplicationTheButtons() {
        var agent = Samples.agent(Platform.DISCORD, Map.of("application_owned", true));

        courier.send(
                agent,
                courier.secret(DiscordServer.OWNED),
                Objects.requireNonNull(Samples.all().get("approval_needed")));

        assertThat(discord.messages.getFirst().findValuesAsText("custom_id"))
                .containsExactly(
                        "tollgate:approve:apr_01kjpvsyz00000000000000000",
                        "tollgate:reject:apr_01kjpvsyz00000000000000000");
    }

    @Test
    void answersACommandInPlaceOfTheOneThatSaysToWait() {
        var agent = Samples.agent(Platform.DISCORD, Map.of("username", "Gate"));
        var body = Courier.render(agent, Samples.completed("word ".repeat(1_200)));
        var command =
                Map.of("application_id", DiscordServer.APPLICATION, "token", DiscordServer.TOKEN);

        var sent = courier.reply(agent, webhook, command, body, Progress.NONE);

        assertThat(sent.progress()).isEqualTo(new Progress(2, "1001"));
        assertThat(discord.calls)
                .containsExactly(
                        "PATCH " + DiscordServer.COMMAND + "/messages/@original?",
                        "POST " + DiscordServer.COMMAND + "?wait=true");
    }

    @Test
    void goesOnAfterTheLastThatWasTaken() {
        var text = "word ".repeat(1_200);
        var body = Courier.render(agent(), Samples.completed(text));
        courier.receiver.answers(new Script(discord).at(1, DiscordServer.limited()));

        var first = courier.send(agent(), webhook, body, Progress.NONE);
        var second = courier.send(agent(), webhook, body, first.progress());

        assertThat(first.progress()).isEqualTo(new Progress(1, "1001"));
        assertThat(first.execution())
                .isInstanceOfSatisfying(
                        Execution.Failed.class,
                        failed ->
                                assertThat(failed.retryAfter())
                                        .contains(Duration.ofMillis(64_570)));
        assertThat(second.progress()).isEqualTo(new Progress(2, "1001"));
        assertThat(body(discord.messages)).isEqualTo(text);
    }

    @Test
    void heedsTheHeaderWhereTheBodySaysNothing() {
        courier.receiver.answers(Behaviour.answering(429, "<html>", Map.of("Retry-After", "9")));

        var sent = courier.send(agent(), webhook, Samples.completed("x"));

        assertThat(sent.execution())
                .isEqualTo(new Execution.Failed(429, "<html>", Optional.of(Duration.ofSeconds(9))));
    }

    @Test
    void waitsBetweenPartsOnceTheRateIsUsedUp() {
        var body = Courier.render(agent(), Samples.completed("word ".repeat(1_200)));
        var spent = Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset-After", "0.4");
        courier.receiver.answers(
                new Script(discord).at(0, Behaviour.answering(200, "{\"id\": \"7\"}", spent)));

        var begun = System.nanoTime();
        var sent = courier.send(agent(), webhook, body, Progress.NONE);

        assertThat(sent.progress()).isEqualTo(new Progress(2, "7"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void givesUpOnAWebhookThatIsGone() {
        var sent =
                courier.send(
                        agent(),
                        courier.secret("/api/webhooks/1/fixture0fixture0fixture1"),
                        Samples.completed("x"));

        assertThat(sent.execution())
                .isEqualTo(
                        new Execution.Rejected(
                                404, "{\"message\": \"Unknown Webhook\", \"code\": 10015}"));
    }

    @Test
    void keepsTheWebhooksSecretOutOfWhatWentWrong() {
        courier.receiver.answers(DiscordServer.error(500, 0, DiscordServer.WEBHOOK));

        var sent = courier.send(agent(), webhook, Samples.completed("x"));

        assertThat(sent.toString()).contains("***").doesNotContain("fixture0");
    }

    @Test
    void saysWhatAnAgentLacks() {
        var without = new AgentSecret(1, Optional.empty(), new OutboundAuth.None());

        assertThat(courier.send(agent(), without, Samples.completed("x")).execution())
                .isEqualTo(new Execution.Blocked("The agent has no webhook_url."));
    }

    @Test
    void leavesAddressesWhole() {
        assertThat(DiscordMarkdown.escaped("see https://x.example/a_b-c#d, or a_b - 1. no"))
                .isEqualTo("see https://x.example/a_b-c#d, or a\\_b \\- 1. no");
        assertThat(DiscordMarkdown.escaped("1. one\n 2. two <@1> :smile:"))
                .isEqualTo("1\\. one\n 2\\. two \\<\\@1\\> \\:smile\\:");
    }

    @Test
    void showsCodeThatHoldsAFenceAsText() {
        var post = post("x", new Post.Block.Code("a ```b``` c"), "v");

        assertThat(Embeds.messages(post).getFirst().at("/embeds/0/description").asText())
                .isEqualTo("a \\`\\`\\`b\\`\\`\\` c");
    }

    @ParameterizedTest
    @CsvSource({"256, 4096, 1024, 1, 1", "257, 4097, 1025, 3, 2"})
    void fillsEmbedsToTheirLastCharacterAndNotBeyond(
            int title, int text, int fact, int descriptions, int fields) {
        var block = new Post.Block.Paragraph("x".repeat(text));

        var messages = Embeds.messages(post("t".repeat(title), block, "v".repeat(fact)));

        assertThat(messages).allSatisfy(DiscordJudge::check);
        assertThat(messages.stream().flatMap(it -> it.findValues("description").stream()))
                .hasSize(descriptions);
        assertThat(messages.stream().flatMap(it -> it.findValues("inline").stream()))
                .hasSize(fields);
    }

    @ParameterizedTest
    @CsvSource({"25, 1, 1", "26, 2, 1", "250, 10, 1", "251, 11, 2"})
    void putsNoMoreFieldsIntoAnEmbedNorEmbedsIntoAMessage(int facts, int embeds, int messages) {
        var post =
                new Post(
                        Post.Tone.NEUTRAL,
                        "x",
                        List.of(),
                        Collections.nCopies(facts, new Post.Fact("n", "v")),
                        Optional.empty(),
                        List.of());

        var sent = Embeds.messages(post);

        assertThat(sent).hasSize(messages).allSatisfy(DiscordJudge::check);
        assertThat(sent.stream().mapToInt(it -> it.path("embeds").size()).sum()).isEqualTo(embeds);
    }

    @Test
    void takesEveryKindOfMessage() {
        Samples.all()
                .forEach((kind, message) ->
                        assertThat(courier.send(agent(), webhook, message).execution())
                                .as(kind)
                                .isInstanceOf(Execution.Answered.class));
    }

    @Test
    void keepsEveryLimitAndLosesNothingOfAnyText() {
        var random = new Random(6);
        for (int i = 0; i < 400; i++) {
            var text = Texts.some(random, i % 20 == 0 ? 20_000 : 4_300);
            var title = "t" + Texts.some(random, 500);
            var value = "a" + Texts.some(random, i % 20 == 0 ? 40_000 : 1_100);
            var block =
                    random.nextBoolean()
                            ? new Post.Block.Paragraph(text)
                            : new Post.Block.Code(text);

            var messages = new ArrayList<JsonNode>(Embeds.messages(post(title, block, value)));

            assertThat(messages).allSatisfy(DiscordJudge::check);
            var head = DiscordJudge.plain(messages.getFirst().at("/embeds/0/title").asText());
            assertThat(Texts.bare(head + body(messages))).isEqualTo(Texts.bare(title + text));
            assertThat(Texts.bare(values(messages))).isEqualTo(Texts.bare(value));
        }
    }

    private static Post post(String title, Post.Block block, String value) {
        return new Post(
                Post.Tone.BAD,
                title,
                List.of(block),
                List.of(new Post.Fact("Asked by", value)),
                Samples.ABOUT.link(),
                List.of(new Post.Button("Approve", "tollgate:approve:apr_1", true)));
    }

    private static String body(List<JsonNode> messages) {
        return text(messages, "description");
    }

    private static String values(List<JsonNode> messages) {
        return text(messages, "value");
    }

    private static String text(List<JsonNode> messages, String name) {
        return String.join(
                "",
                messages.stream()
                        .flatMap(message -> Stream.of(message.path("embeds")))
                        .flatMap(embeds -> embeds.findValuesAsText(name).stream())
                        .map(DiscordJudge::plain)
                        .toList());
    }

    private static Agent agent() {
        return Samples.agent(Platform.DISCORD, Map.of());
    }
}
