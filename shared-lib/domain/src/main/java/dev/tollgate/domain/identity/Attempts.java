package dev.tollgate.domain.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * Attempts to sign in, under keys of the caller's making. An attempt counts as failed until it is
 * known to have succeeded, so that many at once are not one.
 */
public interface Attempts {
    /** Whether an attempt may be made. */
    sealed interface Start {
        record Allowed() implements Start {}

        record MustWait(Duration pause) implements Start {}
    }

    Start begin(String key, Backoff backoff, Instant now);

    /** The attempt did not fail after all. */
    void takeBack(String key);

    /** All failures under the key are forgotten. */
    void forget(String key);

    /** Remembers the key itself, until then. */
    void vouch(String key, Instant until);

    boolean isVouched(String key, Instant now);
}
