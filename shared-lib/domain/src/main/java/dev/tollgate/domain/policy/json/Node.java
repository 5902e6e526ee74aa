package dev.tollgate.domain.policy.json;

import dev.tollgate.domain.policy.condition.Scalar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value in a JSON tree that knows its place, and says there what it should have been. */
record Node(String pointer, @Nullable Object value) {
    private static final int SHOWN = 64;

    Fields fields(String... accepted) {
        if (value instanceof Map<?, ?> object) {
            return Fields.of(this, object, List.of(accepted));
        }
        throw refuse("an object");
    }

    /** A text of 1 to {@code longest} characters. */
    String text(int longest) {
        if (value instanceof String text && !text.isBlank() && text.length() <= longest) {
            return text;
        }
        throw refuse("a text of 1 to " + longest + " characters");
    }

    boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw refuse("true or false");
    }

    BigDecimal number(String accepted) {
        if (value instanceof Number number
                && Scalar.of(number).orElse(null) instanceof Scalar.Decimal(var decimal)) {
            return decimal;
        }
        throw refuse(accepted);
    }

    int integer(int least, int most) {
        String accepted = "a whole number from " + least + " to " + most;
        BigDecimal number = number(accepted);
        boolean inRange =
                number.compareTo(BigDecimal.valueOf(least)) >= 0
                        && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        if (!inRange || number.scale() > 0) {
            throw refuse(accepted);
        }
        return number.intValueExact();
    }

    Scalar scalar(String accepted) {
        if (value == null) {
            throw refuse(accepted);
        }
        return Scalar.of(value).orElseThrow(() -> refuse(accepted));
    }

    /** The elements of a list that has at least one. */
    List<Node> elements(String what) {
        List<Node> elements =
                anyElements(
                        "a list of 1 to " + PolicyJson.LONGEST_LIST + " " + what,
                        PolicyJson.LONGEST_LIST);
        if (elements.isEmpty()) {
            throw refuse("a list of 1 to " + PolicyJson.LONGEST_LIST + " " + what);
        }
        return elements;
    }

    List<Node> anyElements(String accepted, int most) {
        if (!(value instanceof List<?> list) || list.size() > most) {
            throw refuse(accepted);
        }
        List<Node> elements = new ArrayList<>();
        for (Object element : list) {
            elements.add(new Node(pointer + "/" + elements.size(), element));
        }
        return elements;
    }

    /** A text that stands for something else, read by a constructor that checks. */
    <T> T parsed(int longest, String accepted, Function<String, T> parse) {
        if (value instanceof String text && text.length() <= longest) {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException | DateTimeException malformed) {
                throw refuse(accepted);
            }
        }
        throw refuse(accepted);
    }

    /** One of a few words. */
    <T> T oneOf(List<T> choices, Function<T, String> word) {
        for (T choice : choices) {
            if (word.apply(choice).equals(value)) {
                return choice;
            }
        }
        throw refuse(String.join(", ", choices.stream().map(word).toList()));
    }

    MalformedPolicy refuse(String accepted) {
        return new MalformedPolicy(pointer, "found " + found() + "; accepted: " + accepted);
    }

    private String found() {
        return switch (value) {
            case null -> "null";
            case String text when text.length() > SHOWN ->
                    '"' + text.substring(0, SHOWN) + "…\", " + text.length() + " characters";
            case String text -> '"' + text + '"';
            case List<?> list when list.isEmpty() -> "an empty list";
            case List<?> list -> "a list of " + list.size();
            case Map<?, ?> _ -> "an object";
            default -> value.toString();
        };
    }
}
