package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.outbound.RequestTemplate;
import dev.tollgate.domain.outbound.RequestTemplate.Placeholder;
import java.util.Locale;

/**
 * What a template takes from a call, by the names of the usual body. What the call does not have is
 * {@code null}, and nothing within text.
 */
record CallParts(ObjectNode body) implements RequestTemplate.Values {
    @Override
    public JsonNode json(Placeholder placeholder) {
        var found = find(placeholder);
        return found.isMissingNode() ? NullNode.getInstance() : found;
    }

    @Override
    public String text(Placeholder placeholder) {
        var found = json(placeholder);
        if (found.isNull()) {
            return "";
        }
        return found.isTextual() ? found.textValue() : found.toString();
    }

    private JsonNode find(Placeholder placeholder) {
        var found = body.path(placeholder.part().name().toLowerCase(Locale.ROOT));
        for (var name : placeholder.path()) {
            found =
                    found.isArray() && isIndex(name)
                            ? found.path(Integer.parseInt(name))
                            : found.path(name);
        }
        return found;
    }

    private static boolean isIndex(String name) {
        return name.matches("[0-9]{1,9}");
    }
}
