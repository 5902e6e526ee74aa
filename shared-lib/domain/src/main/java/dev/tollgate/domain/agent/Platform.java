package dev.tollgate.domain.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where an external agent lives. */
public enum Platform {
    COPILOT_STUDIO,
    TEAMS,
    DISCORD,
    SLACK,
    TELEGRAM,
    NOTION,
    CUSTOM_HTTP;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Platform> of(String text) {
        return Arrays.stream(values()).filter(it -> it.text().equals(text)).findFirst();
    }

    public static String accepted() {
        return Arrays.stream(values()).map(Platform::text).collect(Collectors.joining(", "));
    }
}
