package dev.tollgate.domain;

import java.time.Instant;

/** An entry of the audit. Sorts by the time of what it tells of. */
public record AuditId(String value) implements Comparable<AuditId> {
    public static final String PREFIX = "aud_";

    public AuditId {
        Ulid.checked(PREFIX, value);
    }

    /** The smallest id of that millisecond: the bound of a range over time. */
    public static AuditId earliest(Instant at) {
        return new AuditId(PREFIX + Ulid.first(at));
    }

    /** When what it tells of was, to the millisecond. */
    public Instant time() {
        return Ulid.time(value.substring(PREFIX.length()));
    }

    @Override
    public int compareTo(AuditId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
