package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.agent.Agent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The requests that make a page of a post: {@code {"version": …, "requests": [page, children, …]}},
 * the first to <a href="https://developers.notion.com/reference/post-page">create the page</a>, the
 * others to <a href="https://developers.notion.com/reference/patch-block-children">append</a> what
 * one request cannot take.
 */
final class NotionPage {
    /**
     * "500KB overall" (<a
     * href="https://developers.notion.com/reference/request-limits#size-limits">size limits</a>),
     * with room for the parent and the properties.
     */
    static final int LARGEST_REQUEST = 450_000;

    private static final String DATA_SOURCES = "2025-09-03";
    private static final String DATABASES = "2022-06-28";
    private static final int LONGEST_TITLE = 250;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private NotionPage() {}

    static ObjectNode of(Agent agent, Message message, Post post) {
        var config = agent.platformConfig();
        var all = JSON.createObjectNode().put("version", version(config));
        var requests = all.putArray("requests");
        var page = requests.addObject();
        parent(config, page.putObject("parent"));
        properties(config, message, post, page.putObject("properties"));
        var whole = title(post).equals(post.title()) ? "" : post.title();
        var batches = batches(NotionBlocks.of(post, whole));
        page.set("children", batches.getFirst());
        batches.stream().skip(1).forEach(rest -> requests.addObject().set("children", rest));
        return all;
    }

    /**
     * With 2025-09-03 a database may have several data sources, and pages go into one of them (<a
     * href="https://developers.notion.com/docs/upgrade-guide-2025-09-03">upgrade guide</a>).
     */
    private static String version(Map<String, Object> config) {
        return Optional.ofNullable(config.get("notion_version"))
                .map(Object::toString)
                .orElse(
                        config.containsKey("data_source_id") || !config.containsKey("database_id")
                                ? DATA_SOURCES
                                : DATABASES);
    }

    private static void parent(Map<String, Object> config, ObjectNode parent) {
        for (var name : List.of("data_source_id", "database_id", "page_id")) {
            var id = Optional.ofNullable(config.get(name));
            if (id.isPresent()) {
                parent.put("type", name).put(name, id.get().toString());
                return;
            }
        }
    }

    /** Below a page "title is the only valid property". */
    private static void properties(
            Map<String, Object> config, Message message, Post post, ObjectNode properties) {
        var belowPage = !config.containsKey("data_source_id") && !config.containsKey("database_id");
        var name = config.getOrDefault("title_property", "Name");
        var title = properties.putObject(belowPage ? "title" : name.toString()).putArray("title");
        NotionBlocks.piece(title, title(post));
        if (!belowPage && config.get("properties") instanceof Map<?, ?> typed) {
            new TreeMap<>(typed)
                    .forEach((property, how) -> {
                        if (how instanceof Map<?, ?> each) {
                            NotionProperty.of(each)
                                    .value(message, post)
                                    .ifPresent(value -> properties.set(property.toString(), value));
                        }
                    });
        }
    }

    private static String title(Post post) {
        return post.title().length() <= LONGEST_TITLE
                ? post.title()
                : Pieces.of(post.title(), LONGEST_TITLE).getFirst() + "…";
    }

    /** At least one, which may be empty. */
    private static List<ArrayNode> batches(List<ObjectNode> blocks) {
        var batches = new ArrayList<ArrayNode>();
        var batch = JSON.createArrayNode();
        int size = 0;
        for (var block : blocks) {
            int bytes = block.toString().getBytes(StandardCharsets.UTF_8).length + 1;
            if (batch.size() == NotionBlocks.MOST || size + bytes > LARGEST_REQUEST) {
                batches.add(batch);
                batch = JSON.createArrayNode();
                size = 0;
            }
            batch.add(block);
            size += bytes;
        }
        batches.add(batch);
        return batches;
    }
}
