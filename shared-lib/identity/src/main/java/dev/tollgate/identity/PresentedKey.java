package dev.tollgate.identity;

import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.identity.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * An API key as its holder has it: {@code tgk_<body of the id>_<secret>}. The fixed start lets
 * secret scanners find keys that leaked.
 *
 * @param secret 256 bits of chance in 43 characters of base64url
 */
public record PresentedKey(ApiKeyId id, String secret) {
    private static final String PREFIX = "tgk_";
    private static final String ID_PREFIX = "key_";
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern KEY = Pattern.compile(PREFIX + "([0-9a-z]{26})_(" + SECRET + ")");
    private static final int SECRET_BYTES = 32;

    public PresentedKey {
        if (!SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException("not the secret of an API key");
        }
    }

    /** A new key; {@code random} must be a secure generator. */
    public static PresentedKey mint(ApiKeyId id, RandomGenerator random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return new PresentedKey(id, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether the text means to be an API key, well formed or not. */
    public static boolean isMeant(String text) {
        return text.startsWith(PREFIX);
    }

    public static Optional<PresentedKey> parse(String text) {
        var match = KEY.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PresentedKey(new ApiKeyId(ID_PREFIX + match.group(1)), match.group(2)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The whole key; shown once. */
    public String text() {
        return PREFIX + id.value().substring(ID_PREFIX.length()) + "_" + secret;
    }

    /** SHA-256 of the secret in lower-case hex, which is all that is stored of it. */
    public String secretHash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(bytes(secret)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether this is that key; takes as long whatever differs. */
    public boolean opens(ApiKey stored) {
        return id.equals(stored.id())
                && MessageDigest.isEqual(bytes(secretHash()), bytes(stored.secretHash()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "PresentedKey[" + id + "]";
    }
}
