package dev.tollgate.identity;

import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.identity.Sessions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A refresh token as its holder has it: {@code tgr_<body of the session's id>_<family>.<turn>}. It
 * says nothing but which session it is of. Both secrets have 256 bits of chance, so a fast hash of
 * them is all that need be stored.
 *
 * @param family the same for all tokens of the session
 * @param turn of this token alone
 */
public record RefreshToken(SessionId session, String family, String turn) {
    private static final String PREFIX = "tgr_";
    private static final String ID_PREFIX = "ses_";
    private static final String SECRET = "[A-Za-z0-9_-]{43}";
    private static final Pattern TOKEN =
            Pattern.compile(PREFIX + "([0-9a-z]{26})_(" + SECRET + ")\\.(" + SECRET + ")");
    private static final int SECRET_BYTES = 32;

    /** The first of a session; {@code random} must be a secure generator. */
    public static RefreshToken first(SessionId session, RandomGenerator random) {
        return new RefreshToken(session, secret(random), secret(random));
    }

    /** The one after this. */
    public RefreshToken next(RandomGenerator random) {
        return new RefreshToken(session, family, secret(random));
    }

    /** Whether the text means to be a refresh token, well formed or not. */
    public static boolean isMeant(String text) {
        return text.startsWith(PREFIX);
    }

    public static Optional<RefreshToken> parse(String text) {
        var match = TOKEN.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new RefreshToken(
                            new SessionId(ID_PREFIX + match.group(1)),
                            match.group(2),
                            match.group(3)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The whole token; shown once. */
    public String text() {
        return PREFIX + session.value().substring(ID_PREFIX.length()) + "_" + family + "." + turn;
    }

    public Sessions.Hashes hashes() {
        return new Sessions.Hashes(hash(family), hash(turn));
    }

    private static String secret(RandomGenerator random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "RefreshToken[" + session + "]";
    }
}
