package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.platforms.DirectLine.Rhythm;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An agent made with Copilot Studio, asked over <a
 * href="https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference">Direct
 * Line 3.0</a>: one conversation a call, whose reply is the output. See {@link DirectLine} for how
 * it goes, and {@link BotReply} for what the reply is.
 */
final class CopilotStudio implements PlatformAdapter {
    /** How long to listen for more after the last message of a bot that does not say it is done. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Rhythm rhythm;

    /**
     * "Client-facing applications often use a polling interval of 1s, and issue an additional
     * request ~300ms after every message" (<a
     * href="https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-receive-activities#timing-considerations">timing</a>).
     */
    CopilotStudio() {
        this(new Rhythm(Duration.ofMillis(300), Duration.ofSeconds(1), QUIET));
    }

    CopilotStudio(Rhythm rhythm) {
        this.rhythm = rhythm;
    }

    @Override
    public boolean answersAtOnce() {
        return true;
    }

    /** Its quotas are of an environment and of credits, not of an address. */
    @Override
    public Optional<Pace> pace() {
        return Optional.empty();
    }

    /** {@code {"user": …, "activity": …}}. */
    @Override
    public Rendered render(Agent agent, Message message) {
        var body = JSON.createObjectNode();
        var user = body.putObject("user");
        user.put("id", userId(agent, message)).put("name", message.about().askedBy());
        var activity = body.putObject("activity").put("type", "message").put("textFormat", "plain");
        activity.set("from", user.deepCopy());
        Optional.ofNullable(agent.platformConfig().get("locale"))
                .ifPresent(locale -> activity.put("locale", locale.toString()));
        if (message instanceof Message.Call call) {
            ask(activity, call);
        } else {
            activity.put("text", plain(Post.of(message)));
        }
        return new Rendered.Ready(body.toString());
    }

    /**
     * What is not text goes along as the activity's value; {@code channelData} is "preserved
     * without modification", so a topic finds context and metadata there.
     */
    private static void ask(ObjectNode activity, Message.Call call) {
        var input = call.input();
        var text = input.isTextual() ? input : input.path("text");
        activity.put("text", text.isTextual() ? text.textValue() : input.toString());
        if (!input.isTextual()) {
            activity.set("value", input);
        }
        var data = activity.putObject("channelData");
        data.put("invocation_id", call.row().id().value());
        call.context().ifPresent(context -> data.set("context", context));
        call.metadata().ifPresent(metadata -> data.set("metadata", metadata));
    }

    private static String plain(Post post) {
        var text = new StringBuilder(post.title());
        post.body().forEach(block -> text.append("\n\n").append(block.text()));
        text.append("\n\n")
                .append(
                        post.facts().stream()
                                .map(fact -> fact.name() + ": " + fact.value())
                                .collect(Collectors.joining("\n")));
        post.link().ifPresent(link -> text.append("\n").append(link));
        return text.toString();
    }

    /**
     * The same for one person of one organisation, and nothing that others guess. It "must begin
     * with {@code dl_}" for Direct Line to hold the conversation to it (<a
     * href="https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-authentication#generate-token">generate
     * a token</a>).
     */
    private static String userId(Agent agent, Message message) {
        var person =
                message instanceof Message.Call call
                        ? call.row()
                                .caller()
                                .onBehalfOf()
                                .user()
                                .orElse(call.row().caller().principal())
                        : "system";
        return "dl_" + digest(agent.organisation() + "\n" + agent.id() + "\n" + person);
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public Sent send(Consignment consignment, Requests requests, PlatformAddresses addresses) {
        return switch (new DirectLineAccess(consignment, requests, addresses).open()) {
            case DirectLineAccess.Opened.Refused(var execution) ->
                    Sent.failed(Unanswered.beforeAsking(execution), consignment.progress());
            case DirectLineAccess.Opened.Open open ->
                    new DirectLine(consignment, requests, open, rhythm(consignment.agent())).ask();
        };
    }

    private Rhythm rhythm(Agent agent) {
        return agent.platformConfig().get("quiet_seconds") instanceof BigDecimal seconds
                ? rhythm.quiet(Duration.ofMillis(seconds.movePointRight(3).longValue()))
                : rhythm;
    }
}
