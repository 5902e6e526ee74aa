package dev.tollgate.domain;

import java.time.Instant;

/** One call of an agent. Sorts by the time it was made. */
public record InvocationId(String value) implements Comparable<InvocationId> {
    public static final String PREFIX = "inv_";

    public InvocationId {
        Ulid.checked(PREFIX, value);
    }

    /** The smallest id of that millisecond: the bound of a range over time. */
    public static InvocationId earliest(Instant at) {
        return new InvocationId(PREFIX + Ulid.first(at));
    }

    /** When the call was made, to the millisecond. */
    public Instant time() {
        return Ulid.time(value.substring(PREFIX.length()));
    }

    @Override
    public int compareTo(InvocationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
