package dev.tollgate.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A person of an organisation, or what acts as one. */
public record UserId(String value) implements Comparable<UserId> {
    public static final String PREFIX = "usr_";

    public UserId {
        Ulid.checked(PREFIX, value);
    }

    /**
     * Always the same for the same name, and never that of another: of somebody whose account is
     * kept elsewhere. {@code parts} are joined so that no two lists of them are alike.
     */
    public static UserId named(String... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return new UserId(PREFIX + Ulid.of(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
