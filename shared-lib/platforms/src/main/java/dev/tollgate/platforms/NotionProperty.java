package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * One column of a database, as {@code platform_config.properties} has it: which value of a message
 * goes there, and the type of the column (<a
 * href="https://developers.notion.com/reference/page-property-values">property values</a>).
 */
record NotionProperty(String value, String type) {
    /** The name of an option; without commas, which Notion refuses in one. */
    private static final int LONGEST_OPTION = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static NotionProperty of(Map<?, ?> config) {
        return new NotionProperty(text(config, "value"), text(config, "type"));
    }

    private static String text(Map<?, ?> config, String name) {
        return Optional.ofNullable(config.get(name)).map(Object::toString).orElse("");
    }

    /** Empty if the message does not have it, or it is none of the type. */
    Optional<JsonNode> value(Message message, Post post) {
        var property = JSON.createObjectNode();
        return switch (type) {
            case "number" -> number(message.about()).map(it -> property.put("number", it));
            case "url" ->
                    message.about()
                            .link()
                            .map(Object::toString)
                            .filter(url ->
                                    value.equals("link")
                                            && url.length() <= NotionBlocks.LONGEST_URL)
                            .map(url -> property.put("url", url));
            case "select" -> text(message, post).flatMap(text -> select(property, text));
            default -> text(message, post).map(text -> rich(property, text));
        };
    }

    /** Empty if commas are all there is. */
    private static Optional<JsonNode> select(ObjectNode property, String text) {
        return Pieces.of(text.replace(',', ' '), LONGEST_OPTION).stream()
                .findFirst()
                .map(option -> {
                    property.putObject("select").put("name", option.strip());
                    return property;
                });
    }

    private static ObjectNode rich(ObjectNode property, String text) {
        NotionBlocks.piece(
                property.putArray("rich_text"),
                Pieces.of(text, NotionBlocks.LONGEST_PIECE).getFirst());
        return property;
    }

    /** Dollars, and seconds. */
    private Optional<BigDecimal> number(About about) {
        return switch (value) {
            case "cost" -> about.cost().map(cost -> cost.toUsd());
            case "took" ->
                    about.took().map(took -> BigDecimal.valueOf(took.toMillis()).movePointLeft(3));
            default -> Optional.empty();
        };
    }

    private Optional<String> text(Message message, Post post) {
        var about = message.about();
        var text =
                switch (value) {
                    case "agent" -> Optional.of(about.agent());
                    case "asked_by" -> Optional.of(about.askedBy());
                    case "cost" -> about.cost().map(Object::toString);
                    case "took" -> fact(post, "Took");
                    case "link" -> about.link().map(Object::toString);
                    default -> Optional.of(status(message));
                };
        return text.filter(it -> !it.isBlank());
    }

    private static Optional<String> fact(Post post, String name) {
        return post.facts().stream()
                .filter(fact -> fact.name().equals(name))
                .map(Post.Fact::value)
                .findFirst();
    }

    private static String status(Message message) {
        return switch (message) {
            case Message.Call _ -> "Asked";
            case Message.Completed _ -> "Answered";
            case Message.Failed _ -> "Failed";
            case Message.ApprovalNeeded _ -> "Waiting";
            case Message.Test _ -> "Test";
        };
    }
}
