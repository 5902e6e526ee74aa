package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The messages of a bot that reply to one of ours, as they come in. Others are left out: a greeting
 * replies to nothing we said.
 */
final class BotReply {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String key;
    private final String person;
    private final Set<String> ours = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final List<JsonNode> messages = new ArrayList<>();
    private boolean isAsked;
    private boolean isEnded;

    /**
     * @param key what our message has as {@code channelData.clientActivityID}
     * @param person who sends our message, and nothing else in the conversation
     */
    BotReply(String key, String person) {
        this.key = key;
        this.person = person;
    }

    /** Our message has been taken, under that id. */
    void asked(String id) {
        isAsked = true;
        ours.add(id);
    }

    boolean isAsked() {
        return isAsked;
    }

    /**
     * Takes activities in the order they were made, each once.
     *
     * @return whether the bot said anything new
     */
    boolean take(JsonNode activities) {
        boolean isNews = false;
        for (var activity : activities) {
            if (!seen.add(activity.path("id").asText())) {
                continue;
            }
            if (isOurs(activity)) {
                asked(activity.path("id").asText());
            } else if (isReply(activity)) {
                isNews |= takeReply(activity);
            }
        }
        return isNews;
    }

    /** By either mark, so that neither has to come back as it was sent. */
    private boolean isOurs(JsonNode activity) {
        return activity.path("type").asText().equals("message")
                && (activity.at("/channelData/clientActivityID").asText().equals(key)
                        || activity.at("/from/id").asText().equals(person));
    }

    private boolean isReply(JsonNode activity) {
        var to = activity.path("replyToId").asText("");
        return to.isEmpty() ? isAsked : ours.contains(to);
    }

    private boolean takeReply(JsonNode activity) {
        switch (activity.path("type").asText()) {
            case "message" -> messages.add(activity);
            case "endOfConversation" -> isEnded = true;
            default -> {
                // Events and traces are for programs, and "typing" is not sent to those who poll.
                return false;
            }
        }
        return true;
    }

    /**
     * Whether nothing more can come: the bot ended the conversation, or waits for an answer. That
     * it is "acceptingInput" means nothing, since every message says so unless its author chose (<a
     * href="https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-add-input-hints">input
     * hints</a>).
     */
    boolean isOver() {
        return isEnded || hint().equals("expectingInput");
    }

    /** Whether what came so far may be all: the bot did not say that it is busy. */
    boolean isAnswer() {
        return !messages.isEmpty() && !hint().equals("ignoringInput");
    }

    private String hint() {
        return messages.isEmpty() ? "" : messages.getLast().path("inputHint").asText("");
    }

    /**
     * {@code {"text": …, "conversation_id": …, "attachments": […], "suggested_actions": […]}}, the
     * last two only if there are any. Of a card without text beside it, its own is the text.
     */
    String output(String conversation) {
        var texts = new ArrayList<String>();
        var attachments = JSON.createArrayNode();
        var actions = JSON.createArrayNode();
        for (var message : messages) {
            var text = message.path("text").asText("");
            texts.add(text.isBlank() ? cards(message.path("attachments")) : text);
            message.path("attachments").forEach(attachments::add);
            message.path("suggestedActions")
                    .path("actions")
                    .forEach(action -> actions.add(action.path("title").asText("")));
        }
        texts.removeIf(String::isBlank);
        var output = JSON.createObjectNode();
        output.put("text", String.join("\n\n", texts));
        output.put("conversation_id", conversation);
        put(output, "attachments", attachments);
        put(output, "suggested_actions", actions);
        return output.toString();
    }

    private static void put(ObjectNode output, String name, ArrayNode list) {
        if (!list.isEmpty()) {
            output.set(name, list);
        }
    }

    private static String cards(JsonNode attachments) {
        var lines = new LinkedHashSet<String>();
        attachments.forEach(each -> collect(each.path("content"), lines));
        return String.join("\n", lines);
    }

    private static void collect(JsonNode node, Set<String> lines) {
        for (var name : List.of("title", "subtitle", "text", "value")) {
            var text = node.path(name);
            if (text.isTextual() && !text.textValue().isBlank()) {
                lines.add(text.textValue());
            }
        }
        node.forEach(each -> {
            if (each.isContainerNode()) {
                collect(each, lines);
            }
        });
    }
}
