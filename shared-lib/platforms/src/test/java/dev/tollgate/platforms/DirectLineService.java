package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.ReceivedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Plays Direct Line 3.0 and a bot behind it, as its <a
 * href="https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference">reference</a>
 * has it: a token opens one conversation, a secret all of them, activities are read from a
 * watermark on, and what the bot says takes its time.
 */
final class DirectLineService implements Behaviour {
    static final String SECRET = "secret.of.the.bot";
    static final String TOKEN_PATH = "/powervirtualagents/botsbyschema/cr0_b/directline/token";

    private static final Pattern ACTIVITIES =
            Pattern.compile("/v3/directline/conversations/([^/]+)/activities");

    /** What the bot says, so long after the question. */
    record Line(Duration after, String activity) {}

    private record Entry(long at, ObjectNode activity) {}

    private final Map<String, String> conversationOfToken = new HashMap<>();
    private final Map<String, List<Entry>> conversations = new HashMap<>();
    private final Supplier<String> regional;
    private List<Line> script = List.of();
    private Optional<Behaviour> toActivities = Optional.empty();
    private boolean takesActivities = true;
    private Behaviour toReads = this::respondToRead;
    private boolean keepsChannelData = true;
    private boolean greets;
    private int tokens;

    /**
     * @param regional where the environment says that Direct Line is
     */
    DirectLineService(Supplier<String> regional) {
        this.regional = regional;
    }

    synchronized void says(Line... lines) {
        script = List.of(lines);
    }

    synchronized void greets() {
        greets = true;
    }

    /** From now on answers so to activities that are posted; whether it takes them all the same. */
    synchronized void answersActivities(boolean takes, Behaviour behaviour) {
        takesActivities = takes;
        toActivities = Optional.of(behaviour);
    }

    synchronized void answersActivitiesAsUsual() {
        takesActivities = true;
        toActivities = Optional.empty();
    }

    /** Reads are answered so, one after the other; all later ones as usual. */
    synchronized void answersReads(Behaviour... behaviours) {
        toReads =
                Behaviour.inTurn(
                        Stream.concat(Stream.of(behaviours), Stream.of(this::respondToRead))
                                .toArray(Behaviour[]::new));
    }

    /** From now on gives activities back without their channelData. */
    synchronized void losesChannelData() {
        keepsChannelData = false;
    }

    /** How often each conversation was asked. */
    synchronized List<Long> questions() {
        return conversations.values().stream()
                .map(entries ->
                        entries.stream()
                                .filter(entry -> !entry.activity().has("replyToId"))
                                .count())
                .toList();
    }

    synchronized List<JsonNode> questionsAsked() {
        return conversations.values().stream()
                .flatMap(List::stream)
                .map(Entry::activity)
                .filter(activity -> !activity.has("replyToId"))
                .<JsonNode>map(activity -> activity)
                .toList();
    }

    @Override
    public void answer(HttpExchange exchange, ReceivedRequest request)
            throws IOException, InterruptedException {
        respond(request).answer(exchange, request);
    }

    private synchronized Behaviour respond(ReceivedRequest request) {
        var path = request.path();
        if (path.equals(TOKEN_PATH) && request.method().equals("GET")) {
            return token();
        }
        if (path.equals("/powervirtualagents/regionalchannelsettings")) {
            return Behaviour.answering(
                    200, "{\"channelUrlsById\": {\"directline\": \"" + regional.get() + "\"}}");
        }
        var bearer = request.header("authorization").orElse("").replace("Bearer ", "");
        var own = conversationOfToken.get(bearer);
        if (own == null && !bearer.equals(SECRET)) {
            return error(403, "BadArgument", "Invalid token or secret");
        }
        if (path.equals("/v3/directline/tokens/generate")) {
            return token();
        }
        if (path.equals("/v3/directline/conversations") && own != null) {
            return start(own, bearer);
        }
        var activities = ACTIVITIES.matcher(path);
        if (!activities.matches() || !conversations.containsKey(activities.group(1))) {
            return error(404, "ResourceNotFound", "Not found");
        }
        var conversation = activities.group(1);
        if (own != null && !own.equals(conversation)) {
            return error(403, "BadArgument", "Token is of another conversation");
        }
        return request.method().equals("POST")
                ? say(conversation, Samples.json(request.body()))
                : toReads;
    }

    private void respondToRead(HttpExchange exchange, ReceivedRequest request)
            throws IOException, InterruptedException {
        var activities = ACTIVITIES.matcher(request.path());
        if (!activities.matches()) {
            throw new IllegalStateException("not a read: " + request.path());
        }
        read(activities.group(1), request.query()).answer(exchange, request);
    }

    private Behaviour token() {
        var token = "token." + ++tokens;
        conversationOfToken.put(token, "conv-" + tokens + "-eu");
        return Behaviour.answering(
                200,
                """
                {"token": "%s", "conversationId": "conv-%d-eu", "expires_in": 1800}\
                """
                        .formatted(token, tokens));
    }

    private Behaviour start(String conversation, String token) {
        var entries = new ArrayList<Entry>();
        conversations.put(conversation, entries);
        if (greets) {
            add(
                    entries,
                    conversation,
                    0,
                    "{\"type\": \"message\", \"text\": \"Hello, I am a bot\", \"replyToId\": \"conversationUpdate\"}");
        }
        return Behaviour.answering(
                201,
                """
                {"conversationId": "%s", "token": "%s", "expires_in": 1800,
                 "streamUrl": "wss://directline.botframework.com/…"}\
                """
                        .formatted(conversation, token));
    }

    private Behaviour say(String conversation, JsonNode activity) {
        var entries = conversations.getOrDefault(conversation, List.of());
        var id = conversation + "|" + entries.size();
        if (takesActivities) {
            add(entries, conversation, 0, activity.toString());
            for (var line : script) {
                add(entries, conversation, line.after().toNanos(), line.activity())
                        .put("replyToId", id);
            }
        }
        return toActivities.orElse(Behaviour.answering(200, "{\"id\": \"" + id + "\"}"));
    }

    private static ObjectNode add(
            List<Entry> entries, String conversation, long after, String activity) {
        var node = (ObjectNode) Samples.json(activity);
        node.put("id", conversation + "|" + entries.size());
        node.put("channelId", "directline");
        entries.add(new Entry(System.nanoTime() + after, node));
        return node;
    }

    /** The watermark counts what was given out; "typing" is not for those who poll. */
    private synchronized Behaviour read(String conversation, String query) {
        int from = query.startsWith("watermark=") ? Integer.parseInt(query.substring(10)) : 0;
        var set = Samples.JSON.createObjectNode();
        var activities = set.putArray("activities");
        var entries = conversations.getOrDefault(conversation, List.of());
        int to = from;
        while (to < entries.size() && entries.get(to).at() <= System.nanoTime()) {
            var activity = entries.get(to).activity().deepCopy();
            if (!keepsChannelData) {
                activity.remove("channelData");
            }
            activities.add(activity);
            to++;
        }
        set.put("watermark", Integer.toString(to));
        return Behaviour.answering(200, set.toString());
    }

    /** For that many seconds. */
    static Behaviour throttled(int seconds) {
        return Behaviour.answering(
                429,
                "{\"error\": {\"code\": \"TooManyRequests\", \"message\": \"Too many requests\"}}",
                Map.of("Retry-After", Integer.toString(seconds)));
    }

    static Behaviour error(int status, String code, String message) {
        return Behaviour.answering(
                status,
                "{\"error\": {\"code\": \"%s\", \"message\": \"%s\"}}".formatted(code, message));
    }
}
