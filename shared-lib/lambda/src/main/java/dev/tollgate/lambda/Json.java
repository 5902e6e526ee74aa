package dev.tollgate.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Strict JSON: duplicate keys and trailing text are errors, decimals stay exact, depth and numbers
 * are bounded.
 */
public final class Json {
    private static final int DEEPEST = 64;

    /** What {@link Numbers} accepts, written out: 1E-130 and 38 digits, or 126 digits. */
    private static final int LONGEST_NUMBER = 200;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            com.fasterxml.jackson.core.JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNumberLength(LONGEST_NUMBER)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private Json() {}

    /** Refuses what is not one JSON value with a {@link BadRequest} that names line and column. */
    public static JsonNode parse(byte[] bytes) {
        try {
            var node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw BadRequest.body("", "The body is empty; a JSON object is expected.");
            }
            Numbers.check("", node);
            return node;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw BadRequest.body(
                    "",
                    "The body is not JSON: "
                            + e.getOriginalMessage()
                            + (at == null
                                    ? "."
                                    : " (line "
                                            + at.getLineNr()
                                            + ", column "
                                            + at.getColumnNr()
                                            + ")."));
        } catch (NumberFormatException e) {
            // Jackson's own, of exponents that have no BigDecimal.
            throw BadRequest.body("", "A number in the body is too large or too small.");
        } catch (IOException e) {
            // Of bytes that look like UTF-32 and are not; reading from memory fails in no other
            // way.
            throw BadRequest.body("", "The body is not JSON in UTF-8.");
        }
    }

    /** A JSON value, from text that is known to be JSON. */
    public static JsonNode parse(String known) {
        return parse(known.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    static Object tree(JsonNode node) {
        return MAPPER.convertValue(node, Object.class);
    }
}
