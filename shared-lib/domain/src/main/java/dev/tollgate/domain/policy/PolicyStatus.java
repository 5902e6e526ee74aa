package dev.tollgate.domain.policy;

import java.util.Locale;

/**
 * Whether a policy decides ({@code ACTIVE}), is evaluated and reported only ({@code SHADOW}), or
 * rests.
 */
public enum PolicyStatus {
    ACTIVE,
    SHADOW,
    INACTIVE;

    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
