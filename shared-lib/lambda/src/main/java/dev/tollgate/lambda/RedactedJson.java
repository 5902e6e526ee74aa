package dev.tollgate.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.domain.redaction.Redactor;
import dev.tollgate.domain.redaction.Sensitive;
import java.util.EnumSet;
import java.util.Set;

/**
 * Redaction of JSON trees. A field whose name says that it is sensitive is masked whole, whatever
 * it holds, unless it holds nothing ({@code null}, {@code true}, {@code false}); all other texts
 * and numbers are looked through. So are names, which are kept if nothing is in them.
 */
public final class RedactedJson {
    private final Redactor redactor;

    public RedactedJson(Redactor redactor) {
        this.redactor = redactor;
    }

    /**
     * The tree with a mask for all that is sensitive in it; the one that is given is not changed.
     */
    public JsonNode redact(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> {
                var array = JsonNodeFactory.instance.arrayNode(node.size());
                node.forEach(element -> array.add(redact(element)));
                yield array;
            }
            case STRING, NUMBER -> scalar(node);
            case BINARY, BOOLEAN, MISSING, NULL, POJO -> node;
        };
    }

    private JsonNode object(JsonNode node) {
        var object = JsonNodeFactory.instance.objectNode();
        for (var field : node.properties()) {
            var kind = redactor.byName(field.getKey()).filter(_ -> isTelling(field.getValue()));
            object.set(
                    free(object, redactor.redact(field.getKey())),
                    kind.<JsonNode>map(it -> TextNode.valueOf(it.mask()))
                            .orElseGet(() -> redact(field.getValue())));
        }
        return object;
    }

    /** Two names that are masked alike stay two fields. */
    private static String free(ObjectNode object, String name) {
        var free = name;
        for (int i = 2; object.has(free); i++) {
            free = name + " " + i;
        }
        return free;
    }

    private JsonNode scalar(JsonNode node) {
        var text = node.asText();
        var redacted = redactor.redact(text);
        return redacted.equals(text) ? node : TextNode.valueOf(redacted);
    }

    private static boolean isTelling(JsonNode value) {
        return !value.isNull()
                && !value.isBoolean()
                && !(value.isContainerNode() && value.isEmpty());
    }

    /** What is sensitive in the tree. */
    public Set<Sensitive> find(JsonNode node) {
        var found = EnumSet.noneOf(Sensitive.class);
        find(node, found);
        return found;
    }

    private void find(JsonNode node, Set<Sensitive> found) {
        if (node.isTextual() || node.isNumber()) {
            found.addAll(redactor.find(node.asText()));
        }
        for (var field : node.properties()) {
            redactor.byName(field.getKey())
                    .filter(_ -> isTelling(field.getValue()))
                    .ifPresent(found::add);
            found.addAll(redactor.find(field.getKey()));
        }
        node.forEach(child -> find(child, found));
    }
}
