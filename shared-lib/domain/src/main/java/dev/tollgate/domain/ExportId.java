package dev.tollgate.domain;

/** One export of the audit. */
public record ExportId(String value) implements Comparable<ExportId> {
    public static final String PREFIX = "exp_";

    public ExportId {
        Ulid.checked(PREFIX, value);
    }

    @Override
    public int compareTo(ExportId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
