package dev.tollgate.domain;

/** An API key; not the secret itself. */
public record ApiKeyId(String value) implements Comparable<ApiKeyId> {
    public static final String PREFIX = "key_";

    public ApiKeyId {
        Ulid.checked(PREFIX, value);
    }

    @Override
    public int compareTo(ApiKeyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
