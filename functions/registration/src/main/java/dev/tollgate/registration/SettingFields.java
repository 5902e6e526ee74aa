package dev.tollgate.registration;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.lambda.Fields;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Reads single settings, each with the value that stands if it is not given. */
final class SettingFields {
    private final Fields body;
    private final boolean nullRemoves;

    SettingFields(Fields body, boolean nullRemoves) {
        this.body = body;
        this.nullRemoves = nullRemoves;
    }

    /** Text on one line, without blanks at its ends. */
    String line(String name, int longest, String base) {
        refuseRemoval(name);
        return body.text(name, longest)
                .map(text -> checked(name, text, Character::isISOControl).strip())
                .orElse(base);
    }

    /** Text that may have several lines. */
    String prose(String name, int longest, String base) {
        return body.text(name, longest)
                .map(text ->
                        checked(
                                name,
                                text,
                                c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0))
                .orElse(removed(name) ? "" : base);
    }

    String slug(String name, Pattern pattern, String base) {
        refuseRemoval(name);
        var text = body.text(name, 64);
        if (text.isPresent() && !pattern.matcher(text.get()).matches()) {
            throw body.refuse(
                    name,
                    "has a form that is not accepted: 1 to 63 small letters, digits, '-' and '_',"
                            + " the first a letter or digit.");
        }
        return text.orElse(base);
    }

    /** In the order given, each once. */
    List<String> tags(String name, int most, int longest, List<String> base) {
        var tags = body.texts(name, most, longest);
        tags.ifPresent(all -> all.forEach(tag -> checked(name, tag, Character::isISOControl)));
        return tags.map(all -> List.copyOf(new LinkedHashSet<>(all)))
                .orElse(removed(name) ? List.of() : base);
    }

    OptionalInt limit(String name, OptionalInt base) {
        var limit = body.integer(name, 1, RateLimits.MOST);
        return limit.isPresent() || removed(name) ? limit : base;
    }

    Optional<Money> money(String name, Optional<Money> base) {
        var money = read(name);
        return money.isPresent() || removed(name) ? money : base;
    }

    Money requiredMoney(String name, Money base) {
        refuseRemoval(name);
        return read(name).orElse(base);
    }

    boolean flag(String name, boolean base) {
        return body.bool(name).orElse(base && !removed(name));
    }

    private Optional<Money> read(String name) {
        return money(body, name);
    }

    static Optional<Money> money(Fields fields, String name) {
        return fields.decimal(name)
                .map(dollars -> {
                    try {
                        return Money.usd(dollars);
                    } catch (IllegalArgumentException e) {
                        throw fields.refuse(
                                name,
                                "is "
                                        + dollars
                                        + "; accepted: dollars from 0 to 1000000000 with at most 6"
                                        + " decimals.");
                    }
                });
    }

    /** Refuses characters that cannot be shown, and halves of characters, which cannot be kept. */
    private String checked(String name, String text, IntPredicate unwanted) {
        if (text.chars().anyMatch(unwanted)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw body.refuse(name, "has a control character or half of a character in it.");
        }
        return text;
    }

    private boolean removed(String name) {
        return nullRemoves && body.isNull(name);
    }

    private void refuseRemoval(String name) {
        if (removed(name)) {
            throw body.refuse(name, "cannot be removed; leave it out to keep it.");
        }
    }
}
