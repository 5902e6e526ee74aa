package dev.tollgate.domain;

/** A subscription to events. */
public record SubscriptionId(String value) implements Comparable<SubscriptionId>, SecretHolder {
    public static final String PREFIX = "whk_";

    public SubscriptionId {
        Ulid.checked(PREFIX, value);
    }

    @Override
    public int compareTo(SubscriptionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
