package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.Execution.Answered;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The requests of one conversation over Direct Line, and what the later ones need. */
final class DirectLineConversation {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.~=-]{1,256}");

    private final Requests requests;
    private final DirectLineAccess.Opened.Open access;
    private OutboundAuth auth;
    private String id = "";
    private String watermark = "";

    DirectLineConversation(Requests requests, DirectLineAccess.Opened.Open access) {
        this.requests = requests;
        this.access = access;
        this.auth = access.auth();
    }

    /** Empty before it is started. */
    String id() {
        return id;
    }

    /** Whether it is one that was started before; only a secret opens it again. */
    boolean resume(String earlier) {
        id = access.isSecret() && ID.matcher(earlier).matches() ? earlier : "";
        return !id.isEmpty();
    }

    void abandon() {
        id = "";
        watermark = "";
        auth = access.auth();
    }

    /** A secret is exchanged for a token, which holds the conversation to one person. */
    Execution start(JsonNode user) {
        if (access.isSecret()) {
            var execution = post("/tokens/generate", parameters(user));
            if (!(execution instanceof Answered answered)) {
                return execution;
            }
            useToken(answered);
        }
        var execution = post("/conversations", "{}");
        if (execution instanceof Answered answered) {
            useToken(answered);
            var given = Parsed.json(answered.body()).path("conversationId").asText("");
            if (!ID.matcher(given).matches()) {
                return new Execution.Broken("Its answer names no conversation.");
            }
            id = given;
        }
        return execution;
    }

    private static String parameters(JsonNode user) {
        return ((ObjectNode) Parsed.json("{}")).set("user", user).toString();
    }

    /**
     * A token that is sent back as it was presented comes here blotted out; it goes on as it is.
     */
    private void useToken(Answered answered) {
        var answer = Parsed.json(answered.body());
        if (!answer.path("token").asText().contains("*")) {
            auth = DirectLineAccess.token(answer).orElse(auth);
        }
    }

    Execution say(JsonNode activity) {
        return post("/conversations/" + id + "/activities", activity.toString());
    }

    /**
     * The activities since the last time; the watermark of an answer is kept unless it has none.
     */
    Execution read() {
        var query =
                watermark.isEmpty()
                        ? ""
                        : "?watermark=" + URLEncoder.encode(watermark, StandardCharsets.UTF_8);
        var execution =
                requests.send(
                        Method.GET,
                        URI.create(access.base() + "/conversations/" + id + "/activities" + query),
                        auth,
                        Map.of(),
                        "");
        if (execution instanceof Answered answered) {
            watermark =
                    Optional.of(Parsed.json(answered.body()).path("watermark"))
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::textValue)
                            .orElse(watermark);
        }
        return execution;
    }

    private Execution post(String path, String body) {
        return requests.send(Method.POST, URI.create(access.base() + path), auth, Map.of(), body);
    }
}
