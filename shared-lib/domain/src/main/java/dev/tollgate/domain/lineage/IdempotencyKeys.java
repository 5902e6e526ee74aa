package dev.tollgate.domain.lineage;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import java.time.Duration;

/**
 * Which invocation a caller's idempotency key stands for. See <a
 * href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">the IETF draft
 * on the Idempotency-Key header</a>.
 */
public interface IdempotencyKeys {
    /** After this a key is forgotten and may be used anew. */
    Duration KEPT = Duration.ofHours(24);

    /** What a key looks like: visible ASCII characters without blanks. */
    String PATTERN = "[\\x21-\\x7e]{1,255}";

    /**
     * Claims a key for an invocation, unless it stands for another one.
     *
     * @param digest of the request, hex
     */
    Claim claim(Key key, String digest, InvocationId invocation);

    /** Gives a claimed key to {@code next}, if it still stands for {@code former}. */
    boolean passOn(Key key, InvocationId former, InvocationId next);

    /** Frees the key, if it stands for that invocation: nothing happened under it. */
    void release(Key key, InvocationId invocation);

    record Key(OrganisationId organisation, String principal, String text) {}

    /** What came of a claim. */
    sealed interface Claim {
        record Mine() implements Claim {}

        /** The same request came before. */
        record Repeated(InvocationId invocation) implements Claim {}

        /** Another request came before under this key. */
        record Mismatch() implements Claim {}
    }
}
