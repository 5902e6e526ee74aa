package dev.tollgate.domain;

/** An entry of the audit. */
public record AuditId(String value) implements Comparable<AuditId> {
    static final String PREFIX = "aud_";

    public AuditId {
        Ulid.checked(PREFIX, value);
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
