package dev.tollgate.domain.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The body of a request, with places where parts of a call go. A text that is one placeholder, such
 * as {@code {{input}}}, becomes that part, whatever JSON it is; inside longer text, as in {@code
 * Ask about {{input.topic}}}, the part is written out. {@code input}, {@code context}, {@code
 * metadata}, {@code user} and {@code settings} may be followed by the names of fields, or numbers
 * of list entries, each after a full stop.
 *
 * @param json text, BigDecimal, Boolean, List or Map
 */
public record RequestTemplate(Object json) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)}}");

    /** What a call has. */
    public enum Part {
        INPUT(true),
        CONTEXT(true),
        METADATA(true),
        USER(true),
        SETTINGS(true),
        INVOCATION_ID(false),
        AGENT_ID(false);

        private final boolean hasFields;

        Part(boolean hasFields) {
            this.hasFields = hasFields;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a placeholder stands for.
     *
     * @param path the names of fields, from the outermost
     */
    public record Placeholder(Part part, List<String> path) {
        public Placeholder {
            path = List.copyOf(path);
            if ((!path.isEmpty() && !part.hasFields)
                    || path.stream().anyMatch(name -> name.isBlank())) {
                throw new IllegalArgumentException("not a placeholder");
            }
        }
    }

    /** The call that a template is filled with. */
    public interface Values {
        /** As JSON: anything that may stand in a tree. */
        Object json(Placeholder placeholder);

        /** Within text. */
        String text(Placeholder placeholder);
    }

    public RequestTemplate {
        json = StoredJson.of(json, RequestTemplate::checked);
    }

    /** Every place that is filled, as often as it occurs. */
    public Stream<Placeholder> placeholders() {
        return texts(json)
                .flatMap(text -> PLACE.matcher(text).results())
                .map(RequestTemplate::placeholder);
    }

    private static Stream<String> texts(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> map.values().stream().flatMap(RequestTemplate::texts);
            case List<?> list -> list.stream().flatMap(RequestTemplate::texts);
            case String text -> Stream.of(text);
            default -> Stream.empty();
        };
    }

    /** The tree with every placeholder replaced. What replaces one is not looked into again. */
    public Object filled(Values values) {
        return filled(json, values);
    }

    private static Object filled(Object tree, Values values) {
        return switch (tree) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            each -> (String) each.getKey(),
                                            each -> filled(each.getValue(), values),
                                            (one, other) -> one,
                                            TreeMap::new));
            case List<?> list -> list.stream().map(each -> filled(each, values)).toList();
            case String text -> filled(text, values);
            default -> tree;
        };
    }

    private static Object filled(String text, Values values) {
        var place = PLACE.matcher(text);
        return place.matches()
                ? values.json(placeholder(place))
                : place.reset()
                        .replaceAll(
                                found -> Matcher.quoteReplacement(values.text(placeholder(found))));
    }

    private static Placeholder placeholder(MatchResult place) {
        var names = place.group(1).strip().split("\\.", -1);
        var part =
                Arrays.stream(Part.values())
                        .filter(each -> each.text().equals(names[0]))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("not a part of a call"));
        return new Placeholder(part, List.of(names).subList(1, names.length));
    }

    private static String checked(String place, String text) {
        try {
            PLACE.matcher(text).results().forEach(RequestTemplate::placeholder);
        } catch (IllegalArgumentException e) {
            throw refused(place, "has a placeholder for nothing");
        }
        if (PLACE.matcher(text).replaceAll("").contains("{{")) {
            throw refused(place, "has a placeholder that does not end");
        }
        return text;
    }

    private static IllegalArgumentException refused(String place, String why) {
        return new IllegalArgumentException(
                (place.isEmpty() ? "the template" : place)
                        + " "
                        + why
                        + "; accepted: {{"
                        + Arrays.stream(Part.values())
                                .map(Part::text)
                                .collect(Collectors.joining("}}, {{"))
                        + "}}, and fields of the first five such as {{input.some.path}}");
    }
}
