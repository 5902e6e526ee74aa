package dev.tollgate.domain.approval;

import java.time.Instant;
import java.util.Optional;

/**
 * How the waiting ended.
 *
 * @param actor who ended it; {@code system} where time did
 * @param reason in their words
 */
public record Closing(String actor, Instant at, Optional<String> reason) {
    public static final String SYSTEM = "system";

    /** Of a comment to an agreement too. */
    public static final int LONGEST_REASON = 1000;
}
