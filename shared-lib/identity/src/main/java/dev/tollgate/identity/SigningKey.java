package dev.tollgate.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** One key that signs, or did. */
public final class SigningKey {
    private static final int SHORTEST = 32;
    private static final int ID_BYTES = 9;

    private final byte[] bytes;
    private final String id;

    private SigningKey(byte[] bytes) {
        this.bytes = bytes;
        this.id = id(bytes);
    }

    /**
     * The text itself is the key: 32 bytes of chance or more.
     *
     * @throws IllegalArgumentException if it is shorter
     */
    public static SigningKey of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException("too short to sign with");
        }
        return new SigningKey(bytes);
    }

    /** Tells keys apart, and tells nothing of the key: it is in the header of every token. */
    public String id() {
        return id;
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    private static String id(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("tollgate kid ".getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(digest.digest(bytes), ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
