package dev.tollgate.domain.redaction;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must not be seen by everybody. Where two kinds overlap, the mask names the first. */
public enum Sensitive {
    SECRET,
    CARD_NUMBER,
    NATIONAL_ID,
    EMAIL,
    PHONE;

    /** Its name in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands in its place. */
    public String mask() {
        return "[REDACTED:" + text() + "]";
    }

    public static Optional<Sensitive> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** All the accepted texts, for messages. */
    public static String accepted() {
        return Arrays.stream(values()).map(Sensitive::text).collect(Collectors.joining(", "));
    }
}
