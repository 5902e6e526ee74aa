package dev.tollgate.local.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one request, read as the service reads them. */
record SecretsRequest(JsonNode fields) {
    /**
     * See <a
     * href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html">the
     * quotas</a>.
     */
    private static final int MAX_VALUE_BYTES = 65_536;

    SecretsRequest {
        if (!fields.isObject()) {
            throw SecretsFault.malformed("the body is not a JSON object");
        }
    }

    Optional<String> text(String field) {
        JsonNode value = fields.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw SecretsFault.malformed(field + " is not a string");
        }
        return Optional.of(value.asText());
    }

    String required(String field) {
        return text(field)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() ->
                        SecretsFault.validation(
                                "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null"
                                        .formatted(field)));
    }

    int number(String field, int fallback, int least, int most) {
        int value = fields.path(field).asInt(fallback);
        if (value < least || value > most) {
            throw SecretsFault.invalidParameter(
                    "%s is %d; it must be between %d and %d".formatted(field, value, least, most));
        }
        return value;
    }

    boolean flag(String field) {
        return fields.path(field).asBoolean(false);
    }

    boolean has(String field) {
        return fields.hasNonNull(field);
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        fields.path(field).forEach(element -> texts.add(element.asText()));
        return texts;
    }

    Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        fields.path("Tags")
                .forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }

    /** The value the request brings, if it brings one. */
    Optional<ObjectNode> value() {
        Optional<String> string = text("SecretString");
        Optional<String> binary = text("SecretBinary");
        if (string.isPresent() && binary.isPresent()) {
            throw SecretsFault.invalidParameter(
                    "You can't specify both a binary secret value and a string value.");
        }
        string.ifPresent(value -> {
            if (value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
                throw SecretsFault.validation(
                        "SecretString is longer than " + MAX_VALUE_BYTES + " bytes");
            }
        });
        return string.map(value -> JsonNodeFactory.instance.objectNode().put("SecretString", value))
                .or(() ->
                        binary.map(value ->
                                JsonNodeFactory.instance.objectNode().put("SecretBinary", value)));
    }
}
