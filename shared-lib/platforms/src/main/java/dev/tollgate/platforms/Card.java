package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.platforms.Post.Block;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An <a href="https://adaptivecards.io/schemas/1.5.0/adaptive-card.json">Adaptive Card 1.5</a> in
 * the envelope that a Workflows webhook takes, being filled.
 */
final class Card {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode envelope = JSON.createObjectNode();
    private final ObjectNode card;
    private final ArrayNode body;
    private final ObjectNode part;

    Card(Post.Tone tone, String title) {
        envelope.put("type", "message");
        var attachment = envelope.putArray("attachments").addObject();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.putNull("contentUrl");
        card = attachment.putObject("content");
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.5");
        body = card.putArray("body");
        var head = body.addObject();
        head.put("type", "Container");
        head.put("style", style(tone));
        head.put("bleed", true);
        var lines = head.putArray("items");
        textBlock(lines, title)
                .put("size", "Large")
                .put("weight", "Bolder")
                .put("style", "heading");
        part = textBlock(lines, "Part 999 of 999").put("isSubtle", true).put("spacing", "None");
    }

    private static String style(Post.Tone tone) {
        return switch (tone) {
            case NEUTRAL -> "emphasis";
            case GOOD -> "good";
            case BAD -> "attention";
            case WAITING -> "warning";
        };
    }

    private static ObjectNode textBlock(ArrayNode to, String text) {
        return to.addObject()
                .put("type", "TextBlock")
                .put("text", CardText.of(text))
                .put("wrap", true);
    }

    void add(Block block, String text) {
        var element = textBlock(body, text);
        if (block instanceof Block.Code) {
            element.put("fontType", "Monospace");
        }
    }

    /** Takes the last one away again. */
    void remove() {
        body.remove(body.size() - 1);
    }

    void facts(List<Post.Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        var set = body.addObject();
        set.put("type", "FactSet");
        set.put("separator", true);
        var entries = set.putArray("facts");
        for (var fact : facts) {
            entries.addObject()
                    .put("title", CardText.of(fact.name()))
                    .put("value", CardText.of(fact.value()));
        }
    }

    void open(String title, URI url) {
        card.putArray("actions")
                .addObject()
                .put("type", "Action.OpenUrl")
                .put("title", title)
                .put("url", url.toString());
    }

    /** Takes facts and actions away again. */
    void unfinish() {
        card.remove("actions");
        if (body.get(body.size() - 1).path("type").asText().equals("FactSet")) {
            remove();
        }
    }

    /** In bytes of UTF-8, the envelope included. */
    int size() {
        return envelope.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** What is sent, once it is known to be one of so many. */
    ObjectNode finished(int number, int of) {
        if (of == 1) {
            ((ArrayNode) body.get(0).get("items")).remove(1);
        } else {
            part.put("text", "Part " + number + " of " + of);
        }
        return envelope;
    }
}
