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
import dev.tollgate.platforms.DirectLineService.Line;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CopilotStudioTest {
    private static final Agent AGENT = Samples.agent(Platform.COPILOT_STUDIO, Map.of());
    private static final AgentSecret SECRET = Courier.token(DirectLineService.SECRET);
    private static final Message QUESTION = Samples.call(TextNode.valueOf("Where is my money?"));
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Behaviour BUSY = Behaviour.status(503);

    /** Faster than life. */
    private static final CopilotStudio ADAPTER =
            new CopilotStudio(
                    new DirectLine.Rhythm(
                            Duration.ofMillis(30), Duration.ofMillis(50), Duration.ofMillis(250)));

    private final Courier courier = new Courier();
    private final DirectLineService service =
            new DirectLineService(() -> courier.receiver.endpoint() + "/");

    @BeforeEach
    void play() {
        courier.receiver.answers(service);
        service.says(line(0, "It is on its way.", "acceptingInput"));
    }

    @AfterEach
    void stop() {
        courier.close();
    }

    @Test
    void asksAndTakesTheReplyForTheOutput() {
        service.greets();

        var sent = send(QUESTION);

        assertThat(output(sent))
                .isEqualTo(
                        Samples.json(
                                """
                                {"text": "It is on its way.", "conversation_id": "conv-1-eu"}\
                                """));
        assertThat(sent.execution())
                .isInstanceOfSatisfying(
                        Execution.Answered.class,
                        answered ->
                                assertThat(answered.took()).isGreaterThan(Duration.ofMillis(250)));
        assertThat(courier.receiver.requests())
                .extracting(request -> request.method() + " " + request.path())
                .startsWith(
                        "POST /v3/directline/tokens/generate",
                        "POST /v3/directline/conversations",
                        "POST /v3/directline/conversations/conv-1-eu/activities",
                        "GET /v3/directline/conversations/conv-1-eu/activities");
    }

    @Test
    void asksInTheNameOfThePersonWithWhatBelongsToTheQuestion() {
        var agent = Samples.agent(Platform.COPILOT_STUDIO, Map.of("locale", "de-DE"));

        send(agent, SECRET, Samples.call(Samples.json("{\"text\": \"Hi\", \"order\": 7}")));

        var asked = service.questionsAsked().getFirst();
        assertThat(asked.path("text").asText()).isEqualTo("Hi");
        assertThat(asked.at("/value/order").asInt()).isEqualTo(7);
        assertThat(asked.path("locale").asText()).isEqualTo("de-DE");
        assertThat(asked.at("/channelData/context/ticket/id").asInt()).isEqualTo(7);
        assertThat(asked.at("/from/id").asText()).matches("dl_[0-9a-f]{32}");
        assertThat(Samples.json(courier.receiver.requests().getFirst().body()))
                .isEqualTo(Samples.JSON.createObjectNode().set("user", asked.path("from")));
    }

    @Test
    void knowsAPersonAgainAndNobodyElse() {
        var one = user(Optional.of("ada"));

        assertThat(user(Optional.of("ada"))).isEqualTo(one);
        assertThat(user(Optional.of("bob"))).isNotEqualTo(one);
    }

    private static String user(Optional<String> person) {
        var call = Samples.call(TextNode.valueOf("x"));
        var message =
                new Message.Call(
                        call.about(),
                        Samples.invocation(person, Optional.empty()),
                        call.input(),
                        call.context(),
                        call.metadata(),
                        false);
        return Samples.json(Courier.render(AGENT, message)).at("/user/id").asText();
    }

    @Test
    void joinsMessagesAndKeepsCardsAndSuggestions() {
        service.says(
                line(0, "Let me look.", "ignoringInput"),
                new Line(
                        Duration.ofMillis(600),
                        """
                        {"type": "message", "inputHint": "acceptingInput", "attachments": [
                          {"contentType": "application/vnd.microsoft.card.adaptive", "content":
                            {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": "Order 7"},
                             {"type": "FactSet", "facts": [{"title": "State", "value": "sent"}]}]}}]}\
                        """),
                new Line(Duration.ofMillis(610), "{\"type\": \"typing\"}"),
                new Line(Duration.ofMillis(620), "{\"type\": \"event\", \"name\": \"trace\"}"),
                new Line(
                        Duration.ofMillis(700),
                        """
                        {"type": "message", "text": "Anything else?", "inputHint": "expectingInput",
                         "suggestedActions": {"actions": [{"type": "imBack", "title": "No", "value": "No"}]}}\
                        """));

        var output = output(send(QUESTION));

        assertThat(output.path("text").asText())
                .isEqualTo("Let me look.\n\nOrder 7\nState\nsent\n\nAnything else?");
        assertThat(output.path("attachments")).hasSize(1);
        assertThat(output.path("suggested_actions")).isEqualTo(Samples.json("[\"No\"]"));
    }

    @Test
    void waitsNoLongerOnceTheBotEndsTheConversation() {
        service.says(
                line(0, "Bye.", "acceptingInput"),
                new Line(Duration.ZERO, "{\"type\": \"endOfConversation\"}"));
        var agent =
                Samples.agent(Platform.COPILOT_STUDIO, Map.of("quiet_seconds", new BigDecimal(60)));

        var sent = send(agent, SECRET, QUESTION);

        assertThat(output(sent).path("text").asText()).isEqualTo("Bye.");
    }

    @Test
    void timesOutOnABotThatSaysNothingAndLooksAgainWithoutAskingAgain() {
        service.says(line(2_200, "Sorry for the wait.", "acceptingInput"));
        var body = Courier.render(AGENT, QUESTION);

        var first = send(body, Progress.NONE, Duration.ofSeconds(2));
        var second = send(body, first.progress(), AMPLE);

        assertThat(first.execution()).isEqualTo(new Execution.TimedOut(Duration.ofSeconds(2)));
        assertThat(first.progress()).isEqualTo(new Progress(1, "conv-1-eu"));
        assertThat(output(second).path("text").asText()).isEqualTo("Sorry for the wait.");
        assertThat(service.questions()).containsExactly(1L);
    }

    @Test
    void findsTheQuestionThatWasTakenAlthoughTheAnswerToItWasLost() {
        service.answersActivities(true, Behaviour.hangingUp());
        var body = Courier.render(AGENT, QUESTION);

        var first = send(body, Progress.NONE, AMPLE);
        var second = send(body, first.progress(), AMPLE);

        assertThat(first.execution()).isInstanceOf(Execution.Broken.class);
        assertThat(output(second).path("text").asText()).isEqualTo("It is on its way.");
        assertThat(service.questions()).containsExactly(1L);
    }

    @Test
    void asksInTheSameConversationIfTheQuestionNeverArrived() {
        service.answersActivities(
                false, DirectLineService.error(500, "ServiceError", "Internal server error"));
        var body = Courier.render(AGENT, QUESTION);

        var first = send(body, Progress.NONE, AMPLE);
        service.answersActivitiesAsUsual();
        var second = send(body, first.progress(), AMPLE);

        assertThat(first.execution().retriable()).isTrue();
        assertThat(output(second).path("conversation_id").asText()).isEqualTo("conv-1-eu");
        assertThat(service.questions()).containsExactly(1L);
    }

    @Test
    void knowsItsQuestionByWhoSentIt() {
        service.losesChannelData();
        service.answersReads(BUSY, BUSY, BUSY, BUSY);
        var body = Courier.render(AGENT, QUESTION);

        var first = send(body, Progress.NONE, AMPLE);
        var second = send(body, first.progress(), AMPLE);

        assertThat(output(second).path("text").asText()).isEqualTo("It is on its way.");
        assertThat(service.questions()).containsExactly(1L);
    }

    @Test
    void asksAgainWhenDirectLineWantsThat() {
        service.answersActivities(false, DirectLineService.throttled(7));
        var body = Courier.render(AGENT, QUESTION);

        var first = send(body, Progress.NONE, AMPLE);
        service.answersActivitiesAsUsual();
        var second = send(body, first.progress(), AMPLE);

        assertThat(first.execution())
                .isInstanceOfSatisfying(
                        Execution.Failed.class,
                        failed -> assertThat(failed.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThat(first.execution().mayHaveRun()).isFalse();
        assertThat(output(second).path("text").asText()).isEqualTo("It is on its way.");
        assertThat(service.questions()).containsExactly(1L);
    }

    @Test
    void looksForTheReplyNoSoonerThanDirectLineWants() {
        service.answersReads(DirectLineService.throttled(1));

        var sent = send(QUESTION);

        assertThat(output(sent).path("text").asText()).isEqualTo("It is on its way.");
        assertThat(sent.execution())
                .isInstanceOfSatisfying(
                        Execution.Answered.class,
                        answered ->
                                assertThat(answered.took())
                                        .isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void takesTheBotForAskedAlthoughNobodyMayReadItsReply() {
        service.answersReads(DirectLineService.error(403, "TokenExpired", "Token has expired"));
        var body = Courier.render(AGENT, QUESTION);

        var first = send(body, Progress.NONE, AMPLE);
        var second = send(body, first.progress(), AMPLE);

        assertThat(first.execution())
                .isEqualTo(
                        new Execution.Broken(
                                "The bot was asked, but its reply could not be read. Direct Line"
                                        + " answered with status 403."));
        assertThat(output(second).path("text").asText()).isEqualTo("It is on its way.");
        assertThat(service.questions()).containsExactly(1L);
    }

    @Test
    void takesTheBotForAskedAlthoughDirectLineIsTooBusyToSayWhatItReplies() {
        service.answersReads(BUSY, BUSY, BUSY, BUSY);

        var sent = send(QUESTION);

        assertThat(sent.execution().mayHaveRun()).isTrue();
        assertThat(sent.execution().retriable()).isTrue();
        assertThat(sent.progress()).isEqualTo(new Progress(1, "conv-1-eu"));
    }

    @Test
    void beginsAnewAfterTheBotFailed() {
        service.answersActivities(
                true,
                DirectLineService.error(
                        502,
                        "BotRejectedActivity",
                        "Failed to send activity: bot returned an error"));
        var body = Courier.render(AGENT, QUESTION);

        var first = send(body, Progress.NONE, AMPLE);
        service.answersActivitiesAsUsual();
        var second = send(body, first.progress(), AMPLE);

        assertThat(first.progress()).isEqualTo(Progress.NONE);
        assertThat(output(second).path("conversation_id").asText()).isEqualTo("conv-2-eu");
    }

    @Test
    void takesTheBotForNotAskedIfNoConversationCameAbout() {
        courier.receiver.answers(
                "/v3/directline/conversations",
                DirectLineService.error(500, "ServiceError", "Internal server error"));

        var failed = send(QUESTION);
        courier.receiver.answers("/v3/directline/conversations", Behaviour.hangingUp());
        var broken = send(QUESTION);
        courier.receiver.answers("/v3/directline/tokens/generate", DirectLineService.throttled(7));
        var throttled = send(QUESTION);

        assertThat(failed.execution())
                .isEqualTo(
                        new Execution.Unreachable(
                                "The bot was not asked. Direct Line answered with status 500."));
        assertThat(List.of(failed, broken, throttled))
                .extracting(Sent::execution)
                .allMatch(execution -> !execution.mayHaveRun() && execution.retriable());
        assertThat(throttled.execution())
                .isInstanceOfSatisfying(
                        Execution.Failed.class,
                        it -> assertThat(it.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThat(service.questions()).isEmpty();
    }

    @Test
    void takesTheBotForNotAskedIfTheTokenEndpointHangs() {
        var never = new CountDownLatch(1);
        courier.receiver.answers(
                DirectLineService.TOKEN_PATH, Behaviour.once(never, Behaviour.status(200)));
        var body = Courier.render(AGENT, QUESTION);

        var sent =
                courier.send(
                        ADAPTER,
                        AGENT,
                        courier.secret(DirectLineService.TOKEN_PATH),
                        body,
                        Progress.NONE,
                        Duration.ofMillis(300));

        assertThat(sent.execution()).isInstanceOf(Execution.Unreachable.class);
    }

    @Test
    void beginsAnewIfTheConversationIsGone() {
        var body = Courier.render(AGENT, QUESTION);

        var sent = send(body, new Progress(1, "conv-77-eu"), AMPLE);

        assertThat(output(sent).path("conversation_id").asText()).isEqualTo("conv-1-eu");
    }

    @Test
    void asksByWayOfATokenEndpointInTheRegionOfTheBot() {
        var secret =
                courier.secret(DirectLineService.TOKEN_PATH + "?api-version=2022-03-01-preview");

        var sent = send(AGENT, secret, QUESTION);

        assertThat(output(sent).path("text").asText()).isEqualTo("It is on its way.");
        assertThat(courier.receiver.requests())
                .extracting(ReceivedRequest::path)
                .startsWith(
                        DirectLineService.TOKEN_PATH,
                        "/powervirtualagents/regionalchannelsettings",
                        "/v3/directline/conversations");
        assertThat(courier.receiver.requests().get(1).query())
                .isEqualTo("api-version=2022-03-01-preview");
    }

    @Test
    void carriesNothingOfAConversationThatNoLaterTokenOpens() {
        service.says();
        var secret = courier.secret(DirectLineService.TOKEN_PATH);
        var body = Courier.render(AGENT, QUESTION);

        var sent = courier.send(ADAPTER, AGENT, secret, body, Progress.NONE, Duration.ofSeconds(2));

        assertThat(sent.execution()).isInstanceOf(Execution.TimedOut.class);
        assertThat(sent.progress()).isEqualTo(Progress.NONE);
    }

    @Test
    void givesNoTokenToAHostThatIsNotDirectLine() {
        var elsewhere = new DirectLineService(() -> "https://directline.example.com/");
        courier.receiver.answers(elsewhere);
        elsewhere.says(line(0, "Here.", "expectingInput"));

        var sent = send(AGENT, courier.secret(DirectLineService.TOKEN_PATH), QUESTION);

        assertThat(output(sent).path("text").asText()).isEqualTo("Here.");
    }

    @Test
    void doesNotTryAgainWithASecretThatDoesNotHold() {
        var sent = send(AGENT, Courier.token("another"), QUESTION);

        assertThat(sent.execution())
                .isInstanceOfSatisfying(
                        Execution.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(403));
    }

    @Test
    void saysThatItNeedsASecretOrATokenEndpoint() {
        var sent =
                send(
                        AGENT,
                        new AgentSecret(1, Optional.empty(), new OutboundAuth.None()),
                        QUESTION);

        assertThat(sent.execution())
                .isInstanceOfSatisfying(
                        Execution.Blocked.class,
                        blocked -> assertThat(blocked.reason()).contains("token endpoint"));
    }

    private Sent send(Message message) {
        return send(AGENT, SECRET, message);
    }

    private Sent send(Agent agent, AgentSecret secret, Message message) {
        return courier.send(
                ADAPTER, agent, secret, Courier.render(agent, message), Progress.NONE, AMPLE);
    }

    private Sent send(String body, Progress progress, Duration timeout) {
        return courier.send(ADAPTER, AGENT, SECRET, body, progress, timeout);
    }

    private static JsonNode output(Sent sent) {
        return Samples.json(sent.output().orElseThrow(() -> new AssertionError(sent.toString())));
    }

    private static Line line(int millis, String text, String hint) {
        return new Line(
                Duration.ofMillis(millis),
                Samples.JSON
                        .createObjectNode()
                        .put("type", "message")
                        .put("text", text)
                        .put("inputHint", hint)
                        .toString());
    }
}
