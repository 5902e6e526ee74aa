package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.ReceivedRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plays Notion: reads requests as strictly as its <a
 * href="https://developers.notion.com/reference/request-limits">limits</a> say, and answers errors
 * as its <a href="https://developers.notion.com/reference/status-codes">status codes</a> say.
 */
final class NotionWorkspace implements Behaviour {
    static final String TOKEN = "ntn_0123456789";
    static final String PAGE = "59833787-2cf9-4fdf-8782-e53db20768a5";

    private static final Map<String, String> VERSIONS =
            Map.of(
                    "data_source_id", "2025-09-03",
                    "database_id", "2022-06-28",
                    "page_id", "2025-09-03");

    /** The block types we use, with the fields that each may have. */
    private static final Map<String, Set<String>> BLOCKS =
            Map.of(
                    "paragraph", Set.of("rich_text"),
                    "bulleted_list_item", Set.of("rich_text"),
                    "code", Set.of("rich_text", "language"),
                    "callout", Set.of("rich_text", "icon", "color"));

    final List<JsonNode> properties = new ArrayList<>();
    final List<JsonNode> blocks = new ArrayList<>();

    @Override
    public void answer(HttpExchange exchange, ReceivedRequest request)
            throws IOException, InterruptedException {
        respond(request).answer(exchange, request);
    }

    private synchronized Behaviour respond(ReceivedRequest request) {
        if (!request.header("authorization").equals(Optional.of("Bearer " + TOKEN))) {
            return error(401, "unauthorized", "API token is invalid.");
        }
        if (request.header("notion-version").isEmpty()) {
            return error(400, "missing_version", "Notion-Version header should be defined.");
        }
        var body = Samples.json(request.body());
        var complaint = complaint(request, body);
        if (!complaint.isEmpty()) {
            return error(400, "validation_error", "body failed validation: " + complaint);
        }
        body.path("children").forEach(blocks::add);
        if (request.method().equals("PATCH")) {
            return Behaviour.answering(
                    200, "{\"object\": \"list\", \"results\": [], \"has_more\": false}");
        }
        properties.add(body.path("properties"));
        return Behaviour.answering(
                200,
                """
                {"object": "page", "id": "%s", "url": "https://www.notion.so/Page-%s"}\
                """
                        .formatted(PAGE, PAGE.replace("-", "")));
    }

    static Behaviour error(int status, String code, String message) {
        return error(status, code, message, Map.of());
    }

    static Behaviour error(int status, String code, String message, Map<String, String> headers) {
        return Behaviour.answering(
                status,
                Samples.JSON
                        .createObjectNode()
                        .put("object", "error")
                        .put("status", status)
                        .put("code", code)
                        .put("message", message)
                        .toString(),
                headers);
    }

    /** Empty if there is nothing to complain of. */
    private static String complaint(ReceivedRequest request, JsonNode body) {
        if (request.body().length() > 500_000) {
            return "the body is too large";
        }
        var children = body.path("children");
        if (!children.isArray() || children.size() > 100) {
            return "body.children.length should be ≤ `100`, instead was " + children.size();
        }
        for (var child : children) {
            var complaint = block(child);
            if (!complaint.isEmpty()) {
                return complaint;
            }
        }
        if (request.method().equals("PATCH")) {
            return request.path().endsWith("/blocks/" + PAGE + "/children")
                            && body.size() == 1
                            && !children.isEmpty()
                    ? ""
                    : "no such block";
        }
        var parent = body.path("parent");
        var type = parent.path("type").asText();
        if (!request.header("notion-version").equals(Optional.ofNullable(VERSIONS.get(type)))
                || !parent.path(type).isTextual()
                || parent.size() != 2) {
            return "body.parent should be of this version";
        }
        return request.path().endsWith("/pages") && body.size() == 3
                ? properties(body.path("properties"), type.equals("page_id"))
                : "body should have parent, properties and children";
    }

    private static String properties(JsonNode properties, boolean belowPage) {
        if (belowPage && (properties.size() != 1 || !properties.has("title"))) {
            return "title is the only valid property";
        }
        int titles = 0;
        for (var property : properties) {
            titles += property.has("title") ? 1 : 0;
            var fits =
                    property.size() == 1
                            && (rich(property.path("title")).isEmpty()
                                    || rich(property.path("rich_text")).isEmpty()
                                    || property.path("number").isNumber()
                                    || property.path("url").isTextual()
                                    || property.at("/select/name").asText().matches("[^,]{1,100}"));
            if (!fits) {
                return "no property value: " + property;
            }
        }
        return titles == 1 ? "" : "one title is expected";
    }

    private static String block(JsonNode block) {
        var type = block.path("type").asText();
        var fields = BLOCKS.getOrDefault(type, Set.of());
        var content = block.path(type);
        var unknown = new ArrayList<String>();
        content.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(fields);
        if (fields.isEmpty() || block.size() != 3 || !unknown.isEmpty()) {
            return "not a block: " + block;
        }
        return rich(content.path("rich_text"));
    }

    private static String rich(JsonNode rich) {
        if (!rich.isArray() || rich.isEmpty() || rich.size() > 100) {
            return "rich_text.length should be ≤ `100`, instead was " + rich.size();
        }
        for (var piece : rich) {
            var length = piece.at("/text/content").asText().length();
            var link = piece.at("/text/link/url").asText();
            if (!piece.path("type").asText().equals("text")
                    || length > 2000
                    || link.length() > 2000) {
                return "text.content.length should be ≤ `2000`, instead was `" + length + "`.";
            }
        }
        return "";
    }
}
