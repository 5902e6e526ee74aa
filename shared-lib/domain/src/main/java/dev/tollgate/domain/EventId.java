package dev.tollgate.domain;

import java.time.Instant;

/** Something that happened and that subscribers are told of. */
public record EventId(String value) implements Comparable<EventId> {
    public static final String PREFIX = "evt_";

    public EventId {
        Ulid.checked(PREFIX, value);
    }

    /** When it happened, or when the period began that it happens once in. */
    public Instant time() {
        return Ulid.time(value.substring(PREFIX.length()));
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
