package dev.tollgate.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the fields of a JSON object strictly: a wrong type, a value out of bounds, and, at {@link
 * #end}, a field that nobody asked for is a {@link BadRequest} with the JSON pointer of the place.
 * A field that is {@code null} counts as absent; {@link #isNull} tells the two apart.
 */
public final class Fields {
    private static final int LONGEST_TIME = 40;

    private final String pointer;
    private final ObjectNode node;
    private final Set<String> asked = new TreeSet<>();

    Fields(String pointer, JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            throw BadRequest.body(pointer, "is " + kind(node) + "; an object is expected.");
        }
        this.pointer = pointer;
        this.node = object;
    }

    public static Fields of(JsonNode body) {
        return new Fields("", body);
    }

    /** Refuses the first field that nobody asked for. */
    public void end() {
        node.fieldNames()
                .forEachRemaining(name -> {
                    if (!asked.contains(name)) {
                        throw BadRequest.body(
                                at(name), "is not known; accepted: " + String.join(", ", asked));
                    }
                });
    }

    public boolean has(String name) {
        asked.add(name);
        return node.has(name);
    }

    /** Whether the field is given and is {@code null}: in a PATCH, a wish to remove the value. */
    public boolean isNull(String name) {
        asked.add(name);
        return node.path(name).isNull();
    }

    /** The JSON pointer of a field of this object. */
    public String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    public BadRequest refuse(String name, String detail) {
        return BadRequest.body(at(name), detail);
    }

    public <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> refuse(name, "is required."));
    }

    /** Text of at most {@code longest} characters; blank text is refused. */
    public Optional<String> text(String name, int longest) {
        return find(name)
                .map(value -> {
                    check(value.isTextual(), name, value, "text");
                    var text = value.textValue();
                    if (text.isBlank() || text.length() > longest) {
                        throw refuse(
                                name,
                                "has "
                                        + text.length()
                                        + " characters; accepted: 1 to "
                                        + longest
                                        + ", not all blank.");
                    }
                    return text;
                });
    }

    public String requiredText(String name, int longest) {
        return required(name, text(name, longest));
    }

    public Optional<Boolean> bool(String name) {
        return find(name)
                .map(value -> {
                    check(value.isBoolean(), name, value, "true or false");
                    return value.booleanValue();
                });
    }

    public OptionalInt integer(String name, int least, int most) {
        var found = find(name);
        if (found.isEmpty()) {
            return OptionalInt.empty();
        }
        var value = found.get();
        var accepted = "a whole number from " + least + " to " + most;
        check(value.isNumber() && isWhole(value), name, value, accepted);
        var number = value.decimalValue();
        if (number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw refuse(name, "is " + value.asText() + "; accepted: " + accepted + ".");
        }
        return OptionalInt.of(number.intValueExact());
    }

    public Optional<BigDecimal> decimal(String name) {
        return find(name)
                .map(value -> {
                    check(value.isNumber(), name, value, "a number");
                    return value.decimalValue();
                });
    }

    /** A point in time with its offset, as ISO 8601 writes it: {@code 2026-03-02T09:00:00Z}. */
    public Optional<Instant> instant(String name) {
        return text(name, LONGEST_TIME)
                .map(text -> {
                    try {
                        return OffsetDateTime.parse(text).toInstant();
                    } catch (DateTimeParseException e) {
                        throw refuse(
                                name,
                                "is not a time; accepted: ISO 8601 with an offset, such as"
                                        + " 2026-03-02T09:00:00Z.");
                    }
                });
    }

    /** Texts, each 1 to {@code longest} characters; at most {@code most} of them. */
    public Optional<List<String>> texts(String name, int most, int longest) {
        return find(name)
                .map(value -> {
                    check(value.isArray(), name, value, "a list of texts");
                    if (value.size() > most) {
                        throw refuse(name, "has more than " + most + " entries.");
                    }
                    var texts = new ArrayList<String>();
                    for (var each : value) {
                        var place = at(name) + "/" + texts.size();
                        checkAt(each.isTextual(), place, each, "text");
                        if (each.textValue().isBlank() || each.textValue().length() > longest) {
                            throw BadRequest.body(
                                    place,
                                    "has "
                                            + each.textValue().length()
                                            + " characters; accepted: 1 to "
                                            + longest
                                            + ", not all blank.");
                        }
                        texts.add(each.textValue());
                    }
                    return List.copyOf(texts);
                });
    }

    public Optional<Fields> object(String name) {
        return find(name).map(value -> new Fields(at(name), value));
    }

    /** Any JSON value. */
    public Optional<JsonNode> any(String name) {
        return find(name);
    }

    /** A JSON object of any shape as maps, lists, texts, numbers and booleans, without nulls. */
    @SuppressWarnings("unchecked")
    public Optional<Map<String, Object>> tree(String name) {
        return find(name)
                .map(value -> {
                    check(value.isObject(), name, value, "an object");
                    return (Map<String, Object>) withoutNulls(Json.tree(value));
                });
    }

    /** The whole object as maps, lists, texts, numbers and booleans, nulls included. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> whole() {
        return (Map<String, Object>) Json.tree(node);
    }

    private static Object withoutNulls(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                var kept = new LinkedHashMap<String, Object>();
                map.forEach((key, value) -> {
                    if (value != null) {
                        kept.put((String) key, withoutNulls(value));
                    }
                });
                yield kept;
            }
            case List<?> list ->
                    list.stream()
                            .filter(each -> each != null)
                            .<Object>map(Fields::withoutNulls)
                            .toList();
            default -> tree;
        };
    }

    private Optional<JsonNode> find(String name) {
        asked.add(name);
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    private void check(boolean fits, String name, JsonNode value, String accepted) {
        checkAt(fits, at(name), value, accepted);
    }

    private static void checkAt(boolean fits, String place, JsonNode value, String accepted) {
        if (!fits) {
            throw BadRequest.body(place, "is " + kind(value) + "; accepted: " + accepted + ".");
        }
    }

    private static boolean isWhole(JsonNode value) {
        return value.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "the number " + node.asText();
            case OBJECT -> "an object";
            case STRING -> "text";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "missing";
        };
    }
}
