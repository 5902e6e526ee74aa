package dev.tollgate.domain.outbound;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A symmetric key of <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme">Standard
 * Webhooks</a>: {@code whsec_} and 24 to 64 bytes in base 64.
 */
public record SigningSecret(String text) {
    public static final String PREFIX = "whsec_";
    public static final String ACCEPTED = PREFIX + " and 24 to 64 bytes in base 64";

    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final int USUAL = 32;

    public SigningSecret {
        if (!text.startsWith(PREFIX) || !isKey(text.substring(PREFIX.length()))) {
            throw new IllegalArgumentException("not a signing secret; accepted: " + ACCEPTED);
        }
    }

    /** A new one. {@code random} must be a secure generator. */
    public static SigningSecret mint(RandomGenerator random) {
        var key = new byte[USUAL];
        random.nextBytes(key);
        return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    public byte[] key() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    private static boolean isKey(String base64) {
        try {
            var length = Base64.getDecoder().decode(base64).length;
            return length >= SHORTEST && length <= LONGEST;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "SigningSecret[***]";
    }
}
