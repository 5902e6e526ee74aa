package dev.tollgate.lambda;

import java.time.Duration;

/**
 * {@code AUDIT_RETENTION_DAYS}: how long entries of the audit stay where they can be read at once.
 * The archive keeps its own time.
 */
public final class AuditRetention {
    /** Thirteen months and a little, as long as the archive keeps them. */
    private static final int USUAL = 400;

    /** No fewer, so that what is not archived yet is still there when somebody sees to it. */
    private static final int FEWEST = 30;

    private AuditRetention() {}

    public static Duration of(Environment environment) {
        return environment.choice(
                "AUDIT_RETENTION_DAYS",
                Duration.ofDays(USUAL),
                "a whole number of days, " + FEWEST + " or more",
                AuditRetention::days);
    }

    private static Duration days(String text) {
        int days = Integer.parseInt(text);
        if (days < FEWEST) {
            throw new IllegalArgumentException(text);
        }
        return Duration.ofDays(days);
    }
}
