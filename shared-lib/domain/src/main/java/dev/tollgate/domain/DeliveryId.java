package dev.tollgate.domain;

import java.time.Instant;

/** A series of attempts to bring something to a platform or a subscriber. */
public record DeliveryId(String value) implements Comparable<DeliveryId> {
    public static final String PREFIX = "dlv_";

    public DeliveryId {
        Ulid.checked(PREFIX, value);
    }

    /** Of the one delivery that a queued call has. */
    public static DeliveryId of(InvocationId call) {
        return new DeliveryId(PREFIX + call.value().substring(InvocationId.PREFIX.length()));
    }

    /** The smallest id of that millisecond: the bound of a range over time. */
    public static DeliveryId earliest(Instant at) {
        return new DeliveryId(PREFIX + Ulid.first(at));
    }

    /** When it was ordered, to the millisecond. */
    public Instant time() {
        return Ulid.time(value.substring(PREFIX.length()));
    }

    @Override
    public int compareTo(DeliveryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
