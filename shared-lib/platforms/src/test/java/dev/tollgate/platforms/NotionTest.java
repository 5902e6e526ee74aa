package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NotionTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final AgentSecret SECRET = Courier.token(NotionWorkspace.TOKEN);
    private static final Agent AGENT = Samples.agent(Platform.NOTION, Map.of("data_source_id", ID));

    private final NotionWorkspace workspace = new NotionWorkspace();
    private final Courier courier = new Courier();

    @BeforeEach
    void play() {
        courier.receiver.answers(workspace);
    }

    @AfterEach
    void stop() {
        courier.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data_source_id", "database_id", "page_id"})
    void makesAPageOfEveryKindOfMessageInEveryPlace(String place) {
        var agent = Samples.agent(Platform.NOTION, Map.of(place, ID));

        for (var message : Samples.all().values()) {
            var sent = courier.send(agent, SECRET, message);

            assertThat(sent.execution())
                    .as(message + " " + sent)
                    .isInstanceOf(Execution.Answered.class);
            assertThat(Samples.json(sent.output().orElseThrow()))
                    .isEqualTo(
                            Samples.json(
                                    """
                                    {"page_id": "%s", "url": "https://www.notion.so/Page-%s"}\
                                    """
                                            .formatted(
                                                    NotionWorkspace.PAGE,
                                                    NotionWorkspace.PAGE.replace("-", ""))));
        }
    }

    @Test
    void appendsWhatOneRequestCannotTakeAndLosesNothing() {
        var random = new Random(21);
        for (int i = 0; i < 30; i++) {
            workspace.blocks.clear();
            var text =
                    i % 3 == 0
                            ? lines(random.nextInt(90, 360))
                            : Texts.some(random, i % 3 == 1 ? 4_200 : 90_000);

            var sent = courier.send(AGENT, SECRET, Samples.completed(text));

            assertThat(sent.execution()).as(sent.toString()).isInstanceOf(Execution.Answered.class);
            assertThat(Texts.bare(texts(workspace.blocks, "paragraph")))
                    .isEqualTo(Texts.bare(text) + "OpeninTollgate");
        }
    }

    @ParameterizedTest
    @CsvSource({"95, 1", "96, 2", "195, 2", "196, 3"})
    void takesAHundredBlocksARequest(int paragraphs, int requests) {
        // A callout, three facts and the link are the others.
        courier.send(AGENT, SECRET, Samples.completed(lines(paragraphs)));

        assertThat(courier.receiver.requests()).hasSize(requests);
        assertThat(workspace.blocks).hasSize(paragraphs + 5);
    }

    @Test
    void makesNoPageThatNeedsMoreThanTwentyRequests() {
        var longest = Courier.render(AGENT, Samples.completed(lines(1995)));

        assertThat(Samples.json(longest).path("requests")).hasSize(20);
        assertThat(CallAgent.render(AGENT, Samples.completed(lines(1996))))
                .isInstanceOfSatisfying(
                        Rendered.Unfit.class,
                        unfit -> assertThat(unfit.why()).contains("needs 21 requests"));
    }

    @ParameterizedTest
    @CsvSource({"2000, 1", "2001, 2"})
    void takesTwoThousandUnitsAPiece(int length, int pieces) {
        courier.send(AGENT, SECRET, Samples.completed("x".repeat(length)));

        assertThat(workspace.blocks.get(1).at("/paragraph/rich_text")).hasSize(pieces);
    }

    @Test
    void goesOnWhereItWasStopped() {
        var body = Courier.render(AGENT, Samples.completed(lines(250)));
        courier.receiver.answers(
                Behaviour.inTurn(
                        workspace,
                        workspace,
                        NotionWorkspace.error(
                                429,
                                "rate_limited",
                                "You have been rate limited.",
                                Map.of("Retry-After", "2")),
                        workspace));

        var first = courier.send(AGENT, SECRET, body, Progress.NONE);
        var second = courier.send(AGENT, SECRET, body, first.progress());

        assertThat(first.execution())
                .isInstanceOfSatisfying(
                        Execution.Failed.class,
                        failed -> assertThat(failed.retryAfter()).contains(Duration.ofSeconds(2)));
        assertThat(first.progress().taken()).isEqualTo(2);
        assertThat(first.progress().carry()).startsWith(NotionWorkspace.PAGE);
        assertThat(second.execution()).isInstanceOf(Execution.Answered.class);
        assertThat(second.output().orElseThrow()).contains("https://www.notion.so/");
        assertThat(workspace.properties).hasSize(1);
        assertThat(workspace.blocks).hasSize(255);
        assertThat(courier.receiver.requests())
                .extracting(ReceivedRequest::method)
                .containsExactly("POST", "PATCH", "PATCH", "PATCH");
    }

    @ParameterizedTest
    @CsvSource({
        "409, conflict_error, true",
        "503, service_unavailable, true",
        "529, service_overload, true",
        "400, validation_error, false",
        "404, object_not_found, false"
    })
    void triesAgainWhatTheErrorSaysMayBe(int status, String code, boolean retriable) {
        courier.receiver.answers(NotionWorkspace.error(status, code, "Something."));

        var sent = courier.send(AGENT, SECRET, Samples.completed("x"));

        assertThat(sent.execution().retriable()).isEqualTo(retriable);
        assertThat(sent.execution().toString()).contains(code);
    }

    @Test
    void fillsTheColumnsThatAreConfigured() {
        var agent =
                Samples.agent(
                        Platform.NOTION,
                        Map.of(
                                "database_id",
                                ID,
                                "title_property",
                                "Case",
                                "properties",
                                Map.of(
                                        "Agent", Map.of("value", "agent", "type", "rich_text"),
                                        "Who", Map.of("value", "asked_by", "type", "select"),
                                        "USD", Map.of("value", "cost", "type", "number"),
                                        "Cost", Map.of("value", "cost", "type", "rich_text"),
                                        "Seconds", Map.of("value", "took", "type", "number"),
                                        "State", Map.of("value", "status", "type", "select"),
                                        "Link", Map.of("value", "link", "type", "url"))));

        courier.send(agent, SECRET, Samples.completed("x"));

        assertThat(workspace.properties)
                .containsExactly(
                        Samples.json(
                                """
                                {"Case": {"title": [{"type": "text",
                                   "text": {"content": "Support [EU] answered"}}]},
                                 "Agent": {"rich_text": [{"type": "text",
                                   "text": {"content": "Support [EU]"}}]},
                                 "Who": {"select": {"name": "mara@example.com"}},
                                 "USD": {"number": 0.0425},
                                 "Cost": {"rich_text": [{"type": "text",
                                   "text": {"content": "0.0425 USD"}}]},
                                 "Seconds": {"number": 2.345},
                                 "State": {"select": {"name": "Answered"}},
                                 "Link": {"url":
                                   "https://gate.example.com/invocations/inv_01kjpvsyz00000000000000000"}}\
                                """));
    }

    /** Notion refuses commas in the name of an option. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
                    `a, b`, `{"name": "a  b"}`
                    `,mara,`, `{"name": "mara"}`
                    `, ,`,
                    """)
    void selectsOptionsWithoutCommas(String askedBy, @Nullable String selected) {
        var agent =
                Samples.agent(
                        Platform.NOTION,
                        Map.of(
                                "database_id",
                                ID,
                                "properties",
                                Map.of("Who", Map.of("value", "asked_by", "type", "select"))));
        var about = new About("A", askedBy, Optional.empty(), Optional.empty(), Optional.empty());

        courier.send(agent, SECRET, new Message.Test(about));

        assertThat(workspace.properties.getFirst().at("/Who/select"))
                .isEqualTo(selected == null ? MissingNode.getInstance() : Samples.json(selected));
    }

    @Test
    void saysThatItNeedsAToken() {
        var sent =
                courier.send(
                        AGENT,
                        new AgentSecret(1, Optional.empty(), new OutboundAuth.None()),
                        Samples.completed("x"));

        assertThat(sent.execution())
                .isInstanceOfSatisfying(
                        Execution.Blocked.class,
                        blocked -> assertThat(blocked.reason()).contains("bearer_token"));
        assertThat(courier.receiver.requests()).isEmpty();
    }

    @Test
    void saysThatItNeedsAPlace() {
        assertThat(
                        CallAgent.render(
                                Samples.agent(Platform.NOTION, Map.of()), Samples.completed("x")))
                .isInstanceOfSatisfying(
                        Rendered.Unfit.class,
                        unfit -> assertThat(unfit.why()).contains("database_id"));
    }

    @Test
    void refusesATokenThatDoesNotHold() {
        var sent = courier.send(AGENT, Courier.token("ntn_other"), Samples.completed("x"));

        assertThat(sent.execution())
                .isInstanceOfSatisfying(
                        Execution.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(401));
    }

    private static String lines(int paragraphs) {
        return IntStream.range(0, paragraphs)
                .mapToObj(i -> "paragraph " + i)
                .collect(Collectors.joining("\n\n"));
    }

    private static String texts(List<JsonNode> blocks, String type) {
        var text = new StringBuilder();
        for (var block : blocks) {
            block.path(type)
                    .path("rich_text")
                    .forEach(piece -> text.append(piece.at("/text/content").asText()));
        }
        return text.toString();
    }
}
