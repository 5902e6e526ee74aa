package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.util.json.GsonBlockElementFactory;
import com.slack.api.util.json.GsonContextBlockElementFactory;
import com.slack.api.util.json.GsonLayoutBlockFactory;
import com.slack.api.util.json.GsonRichTextElementFactory;
import com.slack.api.util.json.GsonTextObjectFactory;
import com.slack.api.util.json.UnknownPropertyDetectionAdapterFactory;
import java.util.HashSet;

/**
 * Whether Slack takes a message: its blocks come back the same from the types of Slack's own SDK,
 * which refuses what it does not know, and keep the limits of its reference.
 */
final class SlackJudge {
    private static final Gson GSON =
            new GsonBuilder()
                    .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
                    .disableHtmlEscaping()
                    .registerTypeAdapterFactory(new UnknownPropertyDetectionAdapterFactory())
                    .registerTypeAdapter(LayoutBlock.class, new GsonLayoutBlockFactory(true))
                    .registerTypeAdapter(TextObject.class, new GsonTextObjectFactory(true))
                    .registerTypeAdapter(BlockElement.class, new GsonBlockElementFactory(true))
                    .registerTypeAdapter(
                            ContextBlockElement.class, new GsonContextBlockElementFactory(true))
                    .registerTypeAdapter(
                            RichTextElement.class, new GsonRichTextElementFactory(true))
                    .create();

    private SlackJudge() {}

    static void check(JsonNode message) {
        assertThat(message.path("text").asText()).isNotBlank();
        assertThat(message.path("blocks").size()).isBetween(1, 50);
        message.path("blocks").forEach(SlackJudge::block);
    }

    /** What only messages elsewhere than at a response_url are held to. */
    static void checkSum(JsonNode message) {
        assertThat(characters(message.path("blocks"))).isLessThan(11_000);
    }

    private static int characters(JsonNode part) {
        int characters = part.isTextual() ? part.textValue().length() : 0;
        for (var child : part) {
            characters += characters(child);
        }
        return characters;
    }

    private static void block(JsonNode block) {
        var known = GSON.fromJson(block.toString(), LayoutBlock.class);
        assertThat(Samples.json(GSON.toJson(known, LayoutBlock.class))).isEqualTo(block);
        switch (block.path("type").asText()) {
            case "header" -> length(block.path("text").path("text"), 150);
            case "section" -> section(block);
            case "context" -> assertThat(block.path("elements").size()).isBetween(1, 10);
            case "rich_text" -> length(block.at("/elements/0/elements/0/text"), 3000);
            case "actions" -> actions(block.path("elements"));
            default -> throw new AssertionError("not expected: " + block);
        }
    }

    private static void section(JsonNode block) {
        if (block.has("text")) {
            length(block.path("text").path("text"), 3000);
        } else {
            assertThat(block.path("fields").size()).isBetween(1, 10);
            block.path("fields").forEach(field -> length(field.path("text"), 2000));
        }
    }

    private static void actions(JsonNode elements) {
        assertThat(elements.size()).isBetween(1, 25);
        var ids = new HashSet<String>();
        for (var element : elements) {
            length(element.path("text").path("text"), 75);
            length(element.path("action_id"), 255);
            assertThat(ids.add(element.path("action_id").asText())).isTrue();
        }
    }

    private static void length(JsonNode text, int most) {
        assertThat(text.asText().length()).isBetween(1, most);
    }

    /** What people read of the body: plain and preformatted text is shown as it is. */
    static String body(Iterable<JsonNode> messages) {
        var text = new StringBuilder();
        for (var message : messages) {
            for (var block : message.path("blocks")) {
                if (block.path("type").asText().equals("section") && block.has("text")) {
                    text.append(block.path("text").path("text").asText());
                }
                text.append(block.at("/elements/0/elements/0/text").asText(""));
            }
        }
        return text.toString();
    }
}
