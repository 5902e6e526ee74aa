package dev.tollgate.domain;

/** A series of attempts to bring something to a platform or a subscriber. */
public record DeliveryId(String value) implements Comparable<DeliveryId> {
    static final String PREFIX = "dlv_";

    public DeliveryId {
        Ulid.checked(PREFIX, value);
    }

    /** Of the one delivery that a queued call has. */
    public static DeliveryId of(InvocationId call) {
        return new DeliveryId(PREFIX + call.value().substring(InvocationId.PREFIX.length()));
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
