package dev.tollgate.domain.approval;

import java.time.Instant;
import java.util.Locale;

/**
 * One change of an approval.
 *
 * @param actor who made it, or {@code system}
 */
public record Step(Kind kind, String actor, Instant at) {
    public enum Kind {
        REQUIRED,
        /** One of several agreed. */
        VOTED,
        APPROVED,
        REJECTED,
        EXPIRED,
        CANCELLED,
        REMINDED,
        ESCALATED,
        EXECUTING,
        DONE,
        FAILED,
        /** All that follows a refusal is done. */
        SETTLED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Step system(Kind kind, Instant at) {
        return new Step(kind, Closing.SYSTEM, at);
    }
}
