package dev.tollgate.domain.policy.condition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an attribute is found: names joined by dots, the first of them a root of the attribute
 * tree.
 */
public record FieldPath(List<String> names) {
    /** What one looks like. */
    public static final String PATTERN = "(context|metadata|identity)(\\.[A-Za-z0-9_-]{1,64}){1,8}";

    private static final Pattern WRITTEN = Pattern.compile(PATTERN);

    public FieldPath {
        names = List.copyOf(names);
        if (!WRITTEN.matcher(String.join(".", names)).matches()) {
            throw new IllegalArgumentException(
                    "not a field: "
                            + String.join(".", names)
                            + "; accepted: context, metadata or identity and 1 to 8 names after it,"
                            + " joined by dots");
        }
    }

    public static FieldPath parse(String text) {
        return new FieldPath(List.of(text.split("\\.", -1)));
    }

    /**
     * The value at this place; null counts as absent, as does anything below a value that is no
     * object.
     */
    Optional<Object> in(Map<String, Object> attributes) {
        @Nullable Object here = attributes;
        for (String name : names) {
            here = here instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return Optional.ofNullable(here);
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
