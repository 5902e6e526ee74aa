package dev.tollgate.domain;

/** From one sign-in to its end: all the tokens that came of it. */
public record SessionId(String value) implements Comparable<SessionId> {
    public static final String PREFIX = "ses_";

    public SessionId {
        Ulid.checked(PREFIX, value);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
