package dev.tollgate.registration;

import dev.tollgate.domain.outbound.CostLocation;
import dev.tollgate.domain.outbound.RequestTemplate;
import dev.tollgate.domain.outbound.StoredJson;
import dev.tollgate.lambda.Fields;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** One field of a platform_config: its name and how it is read, as a JSON value. */
record ConfigField(String name, BiFunction<Fields, String, Optional<?>> reader) {
    private static final int LONGEST = 512;
    private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)+");

    Optional<?> read(Fields config) {
        return reader.apply(config, name);
    }

    static ConfigField text(String name, String pattern, String accepted) {
        var compiled = Pattern.compile(pattern);
        return new ConfigField(name, (fields, it) -> matching(fields, it, compiled, accepted));
    }

    /** A name that only people and the platform read. */
    static ConfigField label(String name, int longest) {
        return new ConfigField(
                name,
                (fields, it) ->
                        matching(
                                fields,
                                it,
                                Pattern.compile("[^\\p{Cc}\\p{Cs}]{1," + longest + "}"),
                                "1 to " + longest + " characters on one line"));
    }

    /** {@code check} throws what is accepted. */
    static ConfigField checked(String name, UnaryOperator<String> check) {
        return new ConfigField(
                name,
                (fields, it) ->
                        fields.text(it, LONGEST)
                                .map(text -> {
                                    try {
                                        return check.apply(text);
                                    } catch (IllegalArgumentException e) {
                                        throw fields.refuse(it, e.getMessage() + ".");
                                    }
                                }));
    }

    /** Text, or a whole number, which some clients write for ids; kept as text. */
    static ConfigField id(String name, String pattern, String accepted) {
        var compiled = Pattern.compile(pattern);
        return new ConfigField(
                name,
                (fields, it) -> {
                    var number =
                            fields.any(it)
                                    .filter(value -> value.isIntegralNumber())
                                    .map(value -> value.asText());
                    var text = number.or(() -> fields.text(it, LONGEST));
                    return text.map(value -> checked(fields, it, value, compiled, accepted));
                });
    }

    static ConfigField flag(String name) {
        return new ConfigField(name, Fields::bool);
    }

    static ConfigField dollars(String name) {
        return new ConfigField(
                name,
                (fields, it) -> SettingFields.money(fields, it).map(each -> plain(each.toUsd())));
    }

    /** From a tenth of a second, with at most three decimals. */
    static ConfigField seconds(String name, int most) {
        return new ConfigField(
                name,
                (fields, it) ->
                        fields.decimal(it)
                                .map(seconds -> {
                                    if (seconds.compareTo(new BigDecimal("0.1")) < 0
                                            || seconds.compareTo(BigDecimal.valueOf(most)) > 0
                                            || seconds.stripTrailingZeros().scale() > 3) {
                                        throw fields.refuse(
                                                it,
                                                "is "
                                                        + seconds
                                                        + "; accepted: seconds from 0.1 to "
                                                        + most
                                                        + ".");
                                    }
                                    return plain(seconds);
                                }));
    }

    /** A <a href="https://www.rfc-editor.org/rfc/rfc6901">JSON pointer</a>. */
    static ConfigField pointer(String name) {
        return new ConfigField(
                name,
                (fields, it) ->
                        matching(fields, it, POINTER, "a JSON pointer such as /usage/cost_usd"));
    }

    static ConfigField header(String name) {
        return new ConfigField(
                name,
                (fields, it) ->
                        fields.text(it, 128)
                                .map(text -> {
                                    try {
                                        return new CostLocation.InHeader(text).name();
                                    } catch (IllegalArgumentException e) {
                                        throw fields.refuse(
                                                it, "is not accepted: " + e.getMessage() + ".");
                                    }
                                }));
    }

    /** JSON with places for the parts of a call, see {@link RequestTemplate}. */
    static ConfigField template(String name) {
        return new ConfigField(
                name,
                (fields, it) ->
                        fields.any(it)
                                .map(_ -> {
                                    try {
                                        return new RequestTemplate(
                                                        fields.whole().getOrDefault(it, ""))
                                                .json();
                                    } catch (IllegalArgumentException e) {
                                        throw fields.refuse(
                                                it, "is not accepted: " + e.getMessage() + ".");
                                    }
                                }));
    }

    /** A JSON object of any shape. */
    static ConfigField object(String name) {
        return new ConfigField(
                name,
                (fields, it) ->
                        fields.object(it)
                                .map(object -> {
                                    try {
                                        return StoredJson.of(object.whole());
                                    } catch (IllegalArgumentException e) {
                                        throw fields.refuse(
                                                it, "is not accepted: " + e.getMessage() + ".");
                                    }
                                }));
    }

    private static Optional<String> matching(
            Fields fields, String name, Pattern pattern, String accepted) {
        return fields.text(name, LONGEST)
                .map(text -> checked(fields, name, text, pattern, accepted));
    }

    private static String checked(
            Fields fields, String name, String text, Pattern pattern, String accepted) {
        if (!pattern.matcher(text).matches()) {
            throw fields.refuse(name, "has a form that is not accepted: " + accepted + ".");
        }
        return text;
    }

    /** As the store gives it back: 100 and not 1E+2 or 100.0. */
    private static BigDecimal plain(BigDecimal dollars) {
        var stripped = dollars.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
