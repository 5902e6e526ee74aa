package dev.tollgate.outbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.outbound.Execution;
import java.util.Locale;
import java.util.Optional;

/**
 * What the gate says to a {@code custom_http} agent, and what it hears. The request body is {@code
 * {invocation_id, agent_id, input, context?, metadata?, user?, settings?}}.
 */
public final class CustomHttp {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CustomHttp() {}

    /**
     * The request body.
     *
     * @param degraded whether the agent's cheaper {@code platform_config.degraded} settings go with
     *     it
     */
    public static String body(
            Agent agent,
            Invocation invocation,
            JsonNode input,
            Optional<JsonNode> context,
            Optional<JsonNode> metadata,
            boolean degraded) {
        var body = JSON.createObjectNode();
        body.put("invocation_id", invocation.id().value());
        body.put("agent_id", agent.id().value());
        body.set("input", input);
        context.ifPresent(value -> body.set("context", value));
        metadata.ifPresent(value -> body.set("metadata", value));
        var user = JSON.createObjectNode();
        var person = invocation.caller().onBehalfOf();
        person.userId().ifPresent(id -> user.put("id", id));
        person.email().ifPresent(email -> user.put("email", email));
        person.system().ifPresent(system -> user.put("system", system));
        person.sessionId().ifPresent(session -> user.put("session_id", session));
        if (!user.isEmpty()) {
            body.set("user", user);
        }
        if (degraded) {
            Optional.ofNullable(agent.platformConfig().get("degraded"))
                    .ifPresent(settings -> body.set("settings", JSON.valueToTree(settings)));
        }
        return body.toString();
    }

    /**
     * The output of an answer as JSON text: the part that {@code platform_config.output_field}
     * points to, else the whole; text that is not JSON becomes a JSON string.
     */
    public static String output(Agent agent, Execution.Answered answered) {
        var type = answered.contentType().toLowerCase(Locale.ROOT);
        var whole = type.contains("json") ? parsed(answered.body()) : text(answered.body());
        var part =
                Optional.ofNullable(agent.platformConfig().get("output_field"))
                        .map(field -> whole.at(pointer(field.toString())))
                        .filter(found -> !found.isMissingNode());
        return part.orElse(whole).toString();
    }

    private static String pointer(String field) {
        return field.startsWith("/") ? field : "/" + field.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode parsed(String body) {
        try {
            var node = JSON.readTree(body);
            return node.isMissingNode() ? text("") : node;
        } catch (JsonProcessingException e) {
            return text(body);
        }
    }

    private static JsonNode text(String body) {
        return TextNode.valueOf(body);
    }
}
