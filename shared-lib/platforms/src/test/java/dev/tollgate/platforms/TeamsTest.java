package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TeamsTest {
    private static final Agent AGENT = Samples.agent(Platform.TEAMS, Map.of());

    /** What a Workflows trigger says to a card that it takes: nothing, as HTTP triggers do. */
    private static final Behaviour ACCEPTED = Behaviour.answering(202, "");

    private final Courier courier = new Courier();

    @AfterEach
    void stop() {
        courier.close();
    }

    @Test
    void keepsEveryMessageBelowTheLimitAndLosesNothing() {
        var random = new Random(11);
        for (int i = 0; i < 60; i++) {
            var text = Texts.some(random, 60_000);

            var messages = rendered(Samples.completed(text));

            assertThat(messages).allMatch(message -> bytes(message) <= Cards.LARGEST);
            assertThat(Texts.bare(read(messages))).isEqualTo(Texts.bare(shown(text)));
        }
    }

    @Test
    void fillsACardToTheEdgeBeforeItBeginsAnother() {
        int single = 0;
        for (int length = 26_000; rendered(plain(length)).size() == 1; length++) {
            single = length;
        }

        assertThat(bytes(rendered(plain(single)).getFirst()))
                .isBetween(Cards.LARGEST - 800, Cards.LARGEST);
        assertThat(rendered(plain(single + 1)))
                .hasSize(2)
                .allMatch(message -> bytes(message) <= Cards.LARGEST);
    }

    @Test
    void makesNoMoreThanTwentyCards() {
        int most = 500_000;
        while (CallAgent.render(AGENT, plain(most + 1_000)) instanceof Rendered.Ready) {
            most += 1_000;
        }

        assertThat(rendered(plain(most))).hasSize(20);
        assertThat(CallAgent.render(AGENT, plain(most + 1_000)))
                .isInstanceOfSatisfying(
                        Rendered.Unfit.class,
                        unfit -> assertThat(unfit.why()).contains("needs 21 cards"));
    }

    @Test
    void putsFactsAndTheLinkOnTheLastCardOnly() {
        var messages = rendered(plain(70_000));

        assertThat(messages).hasSize(3);
        assertThat(messages)
                .extracting(message -> card(message).has("actions"))
                .containsExactly(false, false, true);
        assertThat(card(messages.get(1)).at("/body/0/items/1/text").asText())
                .isEqualTo("Part 2 of 3");
    }

    @Test
    void splitsTitlesAndFactsOfAnyLength() {
        var longest = "t".repeat(40_000);
        var call =
                Samples.call(
                        Samples.JSON
                                .createObjectNode()
                                .put("title", longest)
                                .put("text", "x".repeat(26_900)));

        var messages = rendered(call);

        assertThat(messages).allMatch(message -> bytes(message) <= Cards.LARGEST);
        assertThat(read(messages)).contains("x".repeat(26_900));
        assertThat(read(messages).chars().filter(c -> c == 't').count()).isEqualTo(40_000);
    }

    /** The judge is a whole CommonMark parser; cards know a subset. */
    @Test
    void escapesWhateverCommonMarkWouldRead() {
        var random = new Random(12);
        var texts = new ArrayList<>(MARKDOWN);
        for (int i = 0; i < 3_000; i++) {
            texts.add(Texts.some(random, 80));
        }

        for (var text : texts) {
            var nodes = new ArrayList<String>();
            var words = new StringBuilder();
            Parser.builder().build().parse(CardText.of(text)).accept(new Reader(nodes, words));

            assertThat(nodes).as(text).isSubsetOf("Document", "Paragraph", "Text");
            assertThat(Texts.bare(words.toString()))
                    .as(text)
                    .isEqualTo(Texts.bare(text).replace('\0', '\ufffd'));
        }
    }

    private static final List<String> MARKDOWN =
            List.of(
                    "# heading\n## two",
                    "a\n===\nb\n---",
                    "- a\n+ b\n* c\n1. d\n12) e",
                    "> quote\n    code\n\tcode",
                    "**b** _i_ `c` ~~s~~ <b> </b> &amp; &#35; <https://x.example>",
                    "[t](https://x.example \"t\") ![i](x) [r]\n\n[r]: https://x.example",
                    "***\n___\n* * *",
                    "back\\slash \\* \\\\ trailing\\\nhard  \nbreak",
                    "```\nfence\n```\n~~~\nfence",
                    "| a | b |\n|---|---|");

    @Test
    void leavesNoDateFunctionStanding() {
        assertThat(CardText.of("{{DATE(2017-02-14T06:00:00Z, SHORT)}}")).startsWith("\\{{DATE(");
    }

    @Test
    void asksForADecisionWhereOneCanBeMade() {
        var needed = new Message.ApprovalNeeded(Samples.ABOUT, "apr_1", "Refund 12.50 EUR to Ada?");

        var card = card(rendered(needed).getFirst());

        assertThat(card.path("actions")).hasSize(1);
        assertThat(card.at("/actions/0/type").asText()).isEqualTo("Action.OpenUrl");
        assertThat(card.at("/actions/0/title").asText()).isEqualTo("Approve or reject");
        assertThat(card.at("/actions/0/url").asText())
                .isEqualTo(Samples.ABOUT.link().orElseThrow().toString());
    }

    @Test
    void sendsCardAfterCard() {
        courier.receiver.answers(ACCEPTED);

        var sent = courier.send(AGENT, courier.secret("/workflows/1"), plain(70_000));

        assertThat(sent.execution()).isInstanceOf(Execution.Answered.class);
        assertThat(sent.progress()).isEqualTo(new Progress(3, ""));
        assertThat(sent.output()).contains("{\"messages\":3}");
        assertThat(courier.receiver.requests())
                .extracting(ReceivedRequest::body)
                .containsExactlyElementsOf(
                        rendered(plain(70_000)).stream().map(JsonNode::toString).toList());
        assertThat(courier.receiver.requests())
                .allMatch(request ->
                        request.header("content-type")
                                .equals(Optional.of("application/json; charset=UTF-8")));
    }

    @Test
    void sendsOnlyWhatIsLeftOnceTheThrottledFlowTakesCardsAgain() {
        courier.receiver.answers(
                Behaviour.inTurn(
                        ACCEPTED,
                        Behaviour.answering(
                                429,
                                """
                                {"error": {"code": "TooManyRequests", "message": "Rate limit is exceeded. Try again in 7 seconds."}}\
                                """,
                                Map.of("Retry-After", "7")),
                        ACCEPTED));
        var body = Courier.render(AGENT, plain(70_000));
        var secret = courier.secret("/workflows/1");

        var first = courier.send(AGENT, secret, body, Progress.NONE);
        var second = courier.send(AGENT, secret, body, first.progress());

        assertThat(first.execution())
                .isInstanceOfSatisfying(
                        Execution.Failed.class,
                        failed -> assertThat(failed.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThat(first.progress()).isEqualTo(new Progress(1, ""));
        assertThat(second.execution()).isInstanceOf(Execution.Answered.class);
        assertThat(courier.receiver.requests()).hasSize(4);
        assertThat(courier.receiver.requests().get(1).body())
                .isEqualTo(courier.receiver.requests().get(2).body());
    }

    @Test
    void givesUpOnAFlowThatIsGone() {
        courier.receiver.answers(
                Behaviour.answering(404, "{\"error\": {\"code\": \"WorkflowNotFound\"}}"));

        var sent = courier.send(AGENT, courier.secret("/workflows/1"), plain(10));

        assertThat(sent.execution()).isInstanceOf(Execution.Rejected.class);
        assertThat(sent.progress()).isEqualTo(Progress.NONE);
    }

    @Test
    void saysThatItNeedsAnAddress() {
        var sent =
                courier.send(
                        AGENT,
                        new AgentSecret(1, Optional.empty(), new OutboundAuth.None()),
                        plain(10));

        assertThat(sent.execution())
                .isEqualTo(new Execution.Blocked("The agent has no webhook_url."));
    }

    private static Message plain(int length) {
        return Samples.completed("x".repeat(length));
    }

    private static List<JsonNode> rendered(Message message) {
        var all = new ArrayList<JsonNode>();
        Samples.json(Courier.render(AGENT, message)).forEach(all::add);
        return all;
    }

    private static JsonNode card(JsonNode message) {
        return message.at("/attachments/0/content");
    }

    private static int bytes(JsonNode message) {
        return message.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** The texts of the cards' own text blocks, as a reader of markdown sees them. */
    private static String read(List<JsonNode> messages) {
        var words = new StringBuilder();
        for (var message : messages) {
            for (var element : card(message).path("body")) {
                if (element.path("type").asText().equals("TextBlock")) {
                    Parser.builder()
                            .build()
                            .parse(element.path("text").asText())
                            .accept(new Reader(new ArrayList<>(), words));
                }
            }
        }
        return words.toString();
    }

    private static String shown(String text) {
        return TextNode.valueOf(text).textValue().replace('\0', '\ufffd');
    }

    private static final class Reader extends AbstractVisitor {
        private final List<String> nodes;
        private final StringBuilder words;

        Reader(List<String> nodes, StringBuilder words) {
            this.nodes = nodes;
            this.words = words;
        }

        @Override
        protected void visitChildren(Node parent) {
            nodes.add(parent.getClass().getSimpleName());
            super.visitChildren(parent);
        }

        @Override
        public void visit(Text text) {
            nodes.add("Text");
            words.append(text.getLiteral());
        }

        @Override
        public void visit(CustomNode node) {
            nodes.add("CustomNode");
        }
    }
}
