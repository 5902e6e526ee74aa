package dev.tollgate.domain.outbound;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON of any shape as a store keeps it and gives it back: text, BigDecimal, Boolean, List or Map,
 * without null.
 */
public final class StoredJson {
    /**
     * Within the 32 levels that <a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">DynamoDB</a>
     * stores.
     */
    private static final int DEEPEST = 16;

    private final BinaryOperator<String> texts;

    private StoredJson(BinaryOperator<String> texts) {
        this.texts = texts;
    }

    /**
     * A copy of it.
     *
     * @throws IllegalArgumentException that begins with the place of what cannot be stored, a JSON
     *     pointer
     */
    public static Object of(Object tree) {
        return of(tree, (_, text) -> text);
    }

    /** {@code texts} gets the place of each text and the text, and may refuse it. */
    static Object of(Object tree, BinaryOperator<String> texts) {
        return new StoredJson(texts).copy("", 0, tree);
    }

    private Object copy(String place, int depth, @Nullable Object tree) {
        if (depth > DEEPEST) {
            throw refused(place, "is nested more than " + DEEPEST + " levels deep");
        }
        return switch (tree) {
            case null -> throw refused(place, "is null; leave it out");
            case Map<?, ?> map -> {
                var copy = new TreeMap<String, Object>();
                map.forEach((name, each) -> {
                    if (!(name instanceof String text) || text.isEmpty()) {
                        throw refused(place, "has a field without a name");
                    }
                    var at = place + "/" + text.replace("~", "~0").replace("/", "~1");
                    copy.put(text, copy(at, depth + 1, each));
                });
                yield copy;
            }
            case List<?> list ->
                    IntStream.range(0, list.size())
                            .mapToObj(i -> copy(place + "/" + i, depth + 1, list.get(i)))
                            .toList();
            case String text -> texts.apply(place, text);
            case Boolean flag -> flag;
            case Number number -> plain(new BigDecimal(number.toString()));
            default -> throw refused(place, "is no JSON");
        };
    }

    /** 100 and neither 1E+2 nor 100.0. */
    private static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static IllegalArgumentException refused(String place, String why) {
        return new IllegalArgumentException((place.isEmpty() ? "it" : place) + " " + why);
    }
}
