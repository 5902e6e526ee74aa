package dev.tollgate.domain;

/** One process that writes the audit of one organisation: the owner of one chain of entries. */
public record WriterId(String value) implements Comparable<WriterId> {
    public static final String PREFIX = "wrt_";

    public WriterId {
        Ulid.checked(PREFIX, value);
    }

    @Override
    public int compareTo(WriterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
