package dev.tollgate.inbound;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JSON object of a platform. Fields that nobody asks for are passed over, since platforms add new
 * ones at any time; those that are asked for have the form that the platform documents, or it is
 * {@link Unread}.
 */
final class Payload {
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(64)
                                                    .maxNumberLength(64)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    /** What fits a long. */
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private final JsonNode root;
    private final String place;

    private Payload(JsonNode root, String place) {
        this.root = root;
        this.place = place;
    }

    static Payload parse(byte[] body) {
        return parse(Words.utf8(body), "");
    }

    /** {@code place} is what stands before every pointer that an {@link Unread} names. */
    static Payload parse(String text, String place) {
        try {
            var node = JSON.readTree(text);
            if (!node.isObject()) {
                throw new Unread(place, "is not a JSON object.");
            }
            if (!isWhole(node)) {
                throw new Unread(place, "has half of a character.");
            }
            return new Payload(node, place);
        } catch (JsonProcessingException | NumberFormatException e) {
            throw new Unread(place, "is not JSON.");
        }
    }

    /** JSON can escape half of a pair of UTF-16, which no store and no queue takes. */
    private static boolean isWhole(JsonNode node) {
        return node.isTextual()
                ? node.textValue().codePoints().noneMatch(Payload::isHalf)
                : node.valueStream().allMatch(Payload::isWhole);
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    JsonNode at(String pointer) {
        return root.at(JsonPointer.compile(pointer));
    }

    boolean has(String pointer) {
        var node = at(pointer);
        return !node.isMissingNode() && !node.isNull();
    }

    boolean is(String pointer, String value) {
        return text(pointer).filter(value::equals).isPresent();
    }

    boolean isTrue(String pointer) {
        return at(pointer).asBoolean(false);
    }

    /** A text that is not empty, or a whole number as text; absent and null are empty. */
    Optional<String> text(String pointer) {
        var node = at(pointer);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node.isTextual() || node.isIntegralNumber()) {
            return Optional.of(node.asText()).filter(text -> !text.isEmpty());
        }
        throw new Unread(place + pointer, "is not a text.");
    }

    String required(String pointer) {
        return text(pointer).orElseThrow(() -> new Unread(place + pointer, "is missing."));
    }

    String wholeNumber(String pointer) {
        var text = required(pointer);
        if (WHOLE.matcher(text).matches()) {
            return text;
        }
        throw new Unread(place + pointer, "is not a whole number.");
    }

    /** The part at the pointer, which must be an object. */
    Payload part(String pointer) {
        var node = at(pointer);
        if (node.isObject()) {
            return new Payload(node, place + pointer);
        }
        throw new Unread(
                place + pointer, node.isMissingNode() ? "is missing." : "is not an object.");
    }

    /** Who is named there; {@code session} is the conversation. */
    Person person(String id, Optional<String> name, Optional<String> session) {
        return Person.read(place + id, required(id), name, session);
    }
}
