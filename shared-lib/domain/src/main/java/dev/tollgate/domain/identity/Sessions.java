package dev.tollgate.domain.identity;

import dev.tollgate.domain.SessionId;
import java.time.Instant;
import java.util.Optional;

/** The sessions of all organisations. */
public interface Sessions {
    /**
     * Of a refresh token, what is stored: SHA-256 in lower-case hex of its two parts.
     *
     * @param family the same in all refresh tokens of a session; tells an old one from a forged one
     * @param turn of this one alone
     */
    record Hashes(String family, String turn) {
        public Hashes {
            if (family.length() != 64 || turn.length() != 64) {
                throw new IllegalArgumentException("not the hashes of a refresh token");
            }
        }
    }

    /** What came of a refresh token that was presented. */
    sealed interface Turned {
        /** It was the good one, and is no more: the next one is. */
        record Done(Session session) implements Turned {}

        /** It was good once: somebody has a copy. */
        record Reused(Session session) implements Turned {}

        /** The session was revoked or has ended. */
        record Over(Session session) implements Turned {}

        /** Nobody was ever given it, or its session is long forgotten. */
        record Unknown() implements Turned {}
    }

    void open(Session session, Hashes hashes);

    Optional<Session> find(SessionId id);

    /** Of many who present the same token at once, one gets {@link Turned.Done}. */
    Turned turn(SessionId id, Hashes presented, String next, Instant now);

    /** Does nothing where there is no such session. */
    void revoke(SessionId id);
}
