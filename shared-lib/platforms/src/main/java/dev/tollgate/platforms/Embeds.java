package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.platforms.Post.Block;
import dev.tollgate.platforms.Post.Button;
import dev.tollgate.platforms.Post.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Discord's messages out of embeds, within <a
 * href="https://docs.discord.com/developers/resources/message#embed-object-embed-limits">their
 * limits</a>. They mention nobody.
 */
final class Embeds {
    static final int TITLE = 256;
    static final int DESCRIPTION = 4096;
    static final int FIELDS = 25;
    static final int FIELD_NAME = 256;
    static final int FIELD_VALUE = 1024;

    /** Of all embeds of one message. */
    static final int TOGETHER = 6000;

    /**
     * <a href="https://docs.discord.com/developers/resources/webhook#execute-webhook">Execute
     * Webhook</a>.
     */
    static final int MOST = 10;

    /** <a href="https://docs.discord.com/developers/components/reference#button">Buttons</a>. */
    static final int LINK = 5;

    private static final int SUCCESS = 3;
    private static final int DANGER = 4;
    private static final int LONGEST_LINK = 512;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Embeds() {}

    /** Messages with embeds; the last has buttons, of which one is the link. */
    static List<ObjectNode> messages(Post post) {
        var messages = new ArrayList<ObjectNode>();
        for (var page : Pages.of(embeds(post), MOST, TOGETHER, Embeds::size)) {
            var message = JSON.createObjectNode();
            message.putArray("embeds").addAll(page);
            message.putObject("allowed_mentions").putArray("parse");
            messages.add(message);
        }
        buttons(messages.getLast(), post);
        return messages;
    }

    private static List<ObjectNode> embeds(Post post) {
        var embeds = new ArrayList<ObjectNode>();
        var title = Pieces.of(post.title(), TITLE, DiscordMarkdown::size);
        var first = embed(post).put("title", DiscordMarkdown.escaped(title.getFirst().strip()));
        post.link().ifPresent(link -> first.put("url", link.toString()));
        embeds.add(first);
        for (var text : descriptions(title.subList(1, title.size()), post.body())) {
            if (embeds.getLast().has("description")) {
                embeds.add(embed(post));
            }
            embeds.getLast().put("description", text);
        }
        facts(embeds, post);
        return embeds;
    }

    private static List<String> descriptions(List<String> more, List<Block> body) {
        var texts = new ArrayList<String>();
        Stream.concat(more.stream().map(Block.Paragraph::new), body.stream())
                .forEach(block -> texts.addAll(texts(block)));
        return texts;
    }

    private static List<String> texts(Block block) {
        if (block instanceof Block.Code code && DiscordMarkdown.isFenceable(code.text())) {
            return Pieces.of(code.text(), DESCRIPTION - DiscordMarkdown.fenced("").length())
                    .stream()
                    .map(DiscordMarkdown::fenced)
                    .toList();
        }
        return Pieces.of(block.text(), DESCRIPTION, DiscordMarkdown::size).stream()
                .map(DiscordMarkdown::escaped)
                .toList();
    }

    /** In the last embed as long as they fit there. */
    private static void facts(List<ObjectNode> embeds, Post post) {
        for (var field : post.facts().stream().flatMap(Embeds::fields).toList()) {
            var last = embeds.getLast();
            if (last.path("fields").size() == FIELDS || size(last) + size(field) > TOGETHER) {
                embeds.add(embed(post));
            }
            embeds.getLast().withArray("fields").add(field);
        }
    }

    private static Stream<ObjectNode> fields(Fact fact) {
        return Pieces.of(fact.value(), FIELD_VALUE, DiscordMarkdown::size).stream()
                .map(value ->
                        JSON.createObjectNode()
                                .put("name", DiscordMarkdown.escaped(fact.name()))
                                .put("value", DiscordMarkdown.escaped(value))
                                .put("inline", true));
    }

    private static ObjectNode embed(Post post) {
        return JSON.createObjectNode()
                .put(
                        "color",
                        switch (post.tone()) {
                            case NEUTRAL -> 0x5865F2;
                            case GOOD -> 0x248046;
                            case BAD -> 0xDA373C;
                            case WAITING -> 0xF0B232;
                        });
    }

    private static void buttons(ObjectNode message, Post post) {
        var buttons = post.buttons().stream().map(Embeds::button);
        var link =
                post.link().stream()
                        .map(Object::toString)
                        .filter(url -> url.length() <= LONGEST_LINK)
                        .map(url -> component(LINK, "Open the record").put("url", url));
        var row = Stream.concat(buttons, link).toList();
        if (!row.isEmpty()) {
            var components = message.putArray("components").addObject().put("type", 1);
            components.putArray("components").addAll(row);
        }
    }

    private static ObjectNode button(Button button) {
        return component(button.affirmative() ? SUCCESS : DANGER, button.label())
                .put("custom_id", button.action());
    }

    private static ObjectNode component(int style, String label) {
        return JSON.createObjectNode().put("type", 2).put("style", style).put("label", label);
    }

    /** What counts towards the sum: of an embed with its fields, or of a field. */
    private static int size(JsonNode part) {
        int size = 0;
        for (var name : List.of("title", "description", "name", "value")) {
            size += part.path(name).asText("").length();
        }
        for (var field : part.path("fields")) {
            size += size(field);
        }
        return size;
    }
}
