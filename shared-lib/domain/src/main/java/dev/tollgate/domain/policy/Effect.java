package dev.tollgate.domain.policy;

import java.util.Locale;

/** What a policy does to the requests it matches. */
public enum Effect {
    ALLOW,
    DENY;

    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
