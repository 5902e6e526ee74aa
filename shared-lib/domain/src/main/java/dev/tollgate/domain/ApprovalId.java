package dev.tollgate.domain;

import java.time.Instant;

/** A call that waits for people to agree. */
public record ApprovalId(String value) implements Comparable<ApprovalId> {
    public static final String PREFIX = "apr_";

    public ApprovalId {
        Ulid.checked(PREFIX, value);
    }

    /** Of the one approval that a held call has. */
    public static ApprovalId of(InvocationId call) {
        return new ApprovalId(PREFIX + call.value().substring(InvocationId.PREFIX.length()));
    }

    /** The smallest id of that millisecond: the bound of a range over time. */
    public static ApprovalId earliest(Instant at) {
        return new ApprovalId(PREFIX + Ulid.first(at));
    }

    /** When it was asked for, to the millisecond. */
    public Instant time() {
        return Ulid.time(value.substring(PREFIX.length()));
    }

    @Override
    public int compareTo(ApprovalId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
