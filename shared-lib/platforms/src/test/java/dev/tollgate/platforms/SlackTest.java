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
import dev.tollgate.local.servers.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlackTest {
    private final Courier courier = new Courier();
    private final SlackWorkspace slack = new SlackWorkspace();
    private final AgentSecret webhook = courier.secret(SlackWorkspace.WEBHOOK);

    SlackTest() {
        courier.receiver.answers(slack);
    }

    @AfterEach
    void close() {
        courier.close();
    }

    @Test
    void postsToAWebhook() {
        var sent =
                courier.send(
                        Samples.agent(
                                Platform.SLACK,
                                Map.of("thread_ts", "1699999999.000100", "unfurl_links", false)),
                        webhook,
                        Samples.completed("It is *done*."));

        assertThat(sent.execution()).isInstanceOf(Execution.Answered.class);
        assertThat(sent.output()).contains("{\"messages\":1}");
        assertThat(slack.posts)
                .singleElement()
                .satisfies(post -> {
                    assertThat(post.path("thread_ts").asText()).isEqualTo("1699999999.000100");
                    assertThat(post.path("unfurl_links").booleanValue()).isFalse();
                    assertThat(post.has("channel")).isFalse();
                    assertThat(post.at("/blocks/0/text/text").asText())
                            .isEqualTo("✅ Support [EU] answered");
                    assertThat(post.at("/blocks/1/text/text").asText()).isEqualTo("It is *done*.");
                });
    }

    @Test
    void postsToAChannelWithABotsToken() {
        var sent =
                courier.send(
                        agent(),
                        Courier.token(SlackWorkspace.TOKEN),
                        Objects.requireNonNull(Samples.all().get("approval_needed")));

        assertThat(sent.output()).contains("{\"message_id\":\"1700000000.000001\",\"messages\":1}");
        assertThat(slack.posts.getFirst().findValuesAsText("action_id"))
                .containsExactly(
                        "tollgate:approve:apr_01kjpvsyz00000000000000000",
                        "tollgate:reject:apr_01kjpvsyz00000000000000000");
    }

    @Test
    void goesOnInTheThreadOfTheFirstMessage() {
        var text = "word ".repeat(3_000);

        var sent =
                courier.send(agent(), Courier.token(SlackWorkspace.TOKEN), Samples.completed(text));

        assertThat(sent.progress()).isEqualTo(new Progress(2, "1700000000.000001"));
        assertThat(slack.posts)
                .extracting(post -> post.path("thread_ts").asText())
                .containsExactly("", "1700000000.000001");
        assertThat(SlackJudge.body(slack.posts)).isEqualTo(text);
    }

    @Test
    void takesUpAfterTheLastThatWasTaken() {
        var body = Courier.render(agent(), Samples.completed("word ".repeat(3_000)));
        courier.receiver.answers(
                new Script(slack)
                        .at(
                                1,
                                Behaviour.answering(
                                        429,
                                        "{\"ok\": false, \"error\": \"ratelimited\"}",
                                        Map.of("Retry-After", "30"))));
        var secret = Courier.token(SlackWorkspace.TOKEN);

        var first = courier.send(agent(), secret, body, Progress.NONE);
        var second = courier.send(agent(), secret, body, first.progress());

        assertThat(first.execution())
                .isInstanceOfSatisfying(
                        Execution.Failed.class,
                        failed -> assertThat(failed.retryAfter()).contains(Duration.ofSeconds(30)));
        assertThat(second.progress()).isEqualTo(new Progress(2, "1700000000.000001"));
        assertThat(slack.posts).hasSize(2);
        assertThat(SlackJudge.body(slack.posts)).isEqualTo("word ".repeat(3_000));
    }

    @Test
    void leavesTheRestToAnotherAttemptWhenTimeIsUp() {
        var body = Courier.render(agent(), Samples.completed("word ".repeat(3_000)));

        var sent = courier.send(agent(), webhook, body, Progress.NONE, Duration.ofMillis(900));

        assertThat(sent)
                .isEqualTo(
                        new Sent(
                                new Execution.TimedOut(Duration.ofMillis(900)),
                                new Progress(1, ""),
                                Optional.empty()));
        assertThat(slack.posts).hasSize(1);
    }

    @Test
    void answersACommandInNoMoreThanFivePosts() {
        var text = "word ".repeat(12_000);
        var body = Courier.render(agent(), Samples.completed(text));
        var command =
                Map.of("response_url", courier.receiver.at(SlackWorkspace.RESPONSE).toString());

        var sent = courier.reply(agent(), webhook, command, body, new Progress(3, ""));
        var whole = Series.requests(body);
        var all = BlockKit.abridged(whole, 5);

        assertThat(whole).hasSizeGreaterThan(5);
        assertThat(sent.progress().taken()).isEqualTo(5);
        assertThat(slack.posts).hasSize(2).allMatch(SlackTest::isForAll);
        assertThat(all).hasSize(5).allSatisfy(SlackJudge::check);
        assertThat(all.subList(0, 3)).isEqualTo(whole.subList(0, 3));
        assertThat(all.get(3).toString()).contains("the record of the call holds the whole");
        assertThat(all.getLast()).isEqualTo(whole.getLast());
        assertThat(courier.receiver.requests())
                .extracting(ReceivedRequest::path)
                .containsOnly(SlackWorkspace.RESPONSE);
    }

    private static boolean isForAll(JsonNode post) {
        return post.path("response_type").asText().equals("in_channel")
                && !post.path("replace_original").asBoolean(true);
    }

    @ParameterizedTest
    @CsvSource({
        "ratelimited, 429, true",
        "rate_limited, 429, true",
        "internal_error, 500, true",
        "fatal_error, 500, true",
        "service_unavailable, 503, true",
        "invalid_auth, 401, false",
        "token_revoked, 401, false",
        "not_in_channel, 403, false",
        "is_archived, 403, false",
        "channel_not_found, 404, false",
        "msg_too_long, 400, false",
        "an_error_of_tomorrow, 400, false"
    })
    void knowsWhatAnErrorWithStatus200Means(String error, int status, boolean again) {
        courier.receiver.answers(SlackWorkspace.error(error));

        var sent =
                courier.send(agent(), Courier.token(SlackWorkspace.TOKEN), Samples.completed("x"));

        assertThat(sent.execution().retriable()).isEqualTo(again);
        assertThat(sent.execution().toString())
                .contains("status=" + status)
                .contains(error)
                .doesNotContain(SlackWorkspace.TOKEN);
        assertThat(sent.progress()).isEqualTo(Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_payload",
        "403, action_prohibited",
        "404, channel_not_found",
        "410, channel_is_archived"
    })
    void givesUpWhereAWebhookRefuses(int status, String error) {
        courier.receiver.answers(SlackWorkspace.text(status, error));

        var sent = courier.send(agent(), webhook, Samples.completed("x"));

        assertThat(sent.execution()).isEqualTo(new Execution.Rejected(status, error));
    }

    @Test
    void keepsTheWebhooksSecretOutOfWhatWentWrong() {
        courier.receiver.answers(
                SlackWorkspace.text(404, "no " + SlackWorkspace.WEBHOOK + " here"));

        var sent = courier.send(agent(), webhook, Samples.completed("x"));

        assertThat(sent.toString())
                .contains("no /services/T00000000/B00000000/*** here")
                .doesNotContain("fixture0");
    }

    @Test
    void saysWhatAnAgentLacks() {
        var without = new AgentSecret(1, Optional.empty(), new OutboundAuth.None());

        var sent = courier.send(agent(), without, Samples.completed("x"));

        assertThat(sent.execution())
                .isEqualTo(
                        new Execution.Blocked(
                                "The agent has no webhook_url, nor a bearer_token and"
                                        + " platform_config.channel."));
    }

    @Test
    void writesAddressesAndMentionsAsTheTextThatTheyAre() {
        var about =
                new About(
                        "x",
                        "<!channel> & <https://evil.example|your bank>",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        var body =
                Series.requests(
                        Courier.render(agent(), new Message.Failed(about, "<@U1>", "<!here>")));

        SlackJudge.check(body.getFirst());
        assertThat(body.getFirst().findValues("fields").getFirst().findValuesAsText("text"))
                .containsExactly(
                        "*Reason*\n&lt;@U1&gt;",
                        "*Asked by*\n&lt;!channel&gt; &amp; &lt;https://evil.example|your"
                                + " bank&gt;");
        assertThat(body.getFirst().at("/blocks/1/text"))
                .isEqualTo(
                        Samples.json(
                                """
                                {"type": "plain_text", "text": "<!here>", "emoji": false}
                                """));
    }

    @ParameterizedTest
    @CsvSource({"148, 3000, 1989, 1, 1", "149, 3001, 1990, 3, 2"})
    void fillsBlocksToTheirLastCharacterAndNotBeyond(
            int title, int text, int fact, int sections, int fields) {
        var post =
                new Post(
                        Post.Tone.GOOD,
                        "t".repeat(title),
                        List.of(new Post.Block.Paragraph("x".repeat(text))),
                        List.of(new Post.Fact("Asked by", "v".repeat(fact))),
                        Optional.empty(),
                        List.of());

        var messages = BlockKit.messages(post);

        assertThat(messages).allSatisfy(SlackJudge::check);
        assertThat(messages.stream().flatMap(it -> it.path("blocks").valueStream()))
                .filteredOn(block -> block.path("text").path("text").asText().matches("[tx]+"))
                .hasSize(sections);
        assertThat(messages.stream().flatMap(it -> it.findValues("fields").stream()))
                .flatExtracting(it -> it.findValuesAsText("text"))
                .hasSize(fields);
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
        var random = new Random(4);
        for (int i = 0; i < 400; i++) {
            var text = Texts.some(random, i % 20 == 0 ? 20_000 : 3_200);
            var title = "t" + Texts.some(random, 500);
            var about =
                    new About(
                            "x",
                            "a" + Texts.some(random, i % 20 == 0 ? 20_000 : 300),
                            Optional.empty(),
                            Optional.empty(),
                            Samples.ABOUT.link());
            var post =
                    new Post(
                            Post.Tone.GOOD,
                            title,
                            List.of(
                                    random.nextBoolean()
                                            ? new Post.Block.Paragraph(text)
                                            : new Post.Block.Code(text)),
                            List.of(new Post.Fact("Asked by", about.askedBy())),
                            about.link(),
                            List.of(new Post.Button("Approve", "tollgate:approve:apr_1", true)));

            var messages = new ArrayList<JsonNode>(BlockKit.messages(post));

            assertThat(messages).allSatisfy(SlackJudge::check).allSatisfy(SlackJudge::checkSum);
            var header = messages.getFirst().at("/blocks/0/text/text").asText();
            assertThat(Texts.bare(header + SlackJudge.body(messages)))
                    .isEqualTo(Texts.bare("✅" + title + text));
            assertThat(Texts.bare(fields(messages))).isEqualTo(Texts.bare(about.askedBy()));
        }
    }

    private static String fields(List<JsonNode> messages) {
        var text = new StringBuilder();
        for (var message : messages) {
            for (var fields : message.findValues("fields")) {
                fields.forEach(field ->
                        text.append(
                                field.path("text")
                                        .asText()
                                        .substring("*Asked by*\n".length())
                                        .replace("&lt;", "<")
                                        .replace("&gt;", ">")
                                        .replace("&amp;", "&")));
            }
        }
        return text.toString();
    }

    private static Agent agent() {
        return Samples.agent(Platform.SLACK, Map.of("channel", "C0123456789"));
    }
}
