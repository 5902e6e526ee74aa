package dev.tollgate.domain;

/** Something that happened and that subscribers are told of. */
public record EventId(String value) implements Comparable<EventId> {
    static final String PREFIX = "evt_";

    public EventId {
        Ulid.checked(PREFIX, value);
    }

    @Override
    public int compareTo(EventId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
