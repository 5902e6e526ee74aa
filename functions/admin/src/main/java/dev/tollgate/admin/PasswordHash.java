package dev.tollgate.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (<a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>), written as a <a
 * href="https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md">PHC string</a>.
 */
final class PasswordHash {
    /** The second choice of RFC 9106, 4: 64 MiB, three passes, four lanes. */
    static final Cost USUAL = new Cost(65_536, 3, 4);

    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
                            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Cost cost;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(Cost cost, byte[] salt, byte[] hash) {
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * What one hash costs.
     *
     * @param memory in KiB, at most 1 GiB
     */
    record Cost(int memory, int passes, int lanes) {
        Cost {
            if (passes < 1 || lanes < 1 || memory < 8 * lanes || memory > 1_048_576) {
                throw new IllegalArgumentException(
                        "not a cost of Argon2: " + memory + " KiB, " + passes + ", " + lanes);
            }
        }
    }

    static PasswordHash of(String password, Cost cost, RandomGenerator random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(cost, salt, hash(password, cost, salt, HASH_BYTES));
    }

    /** One that no password has, and that takes as long to compare with. */
    static PasswordHash ofNobody(Cost cost, RandomGenerator random) {
        var salt = new byte[SALT_BYTES];
        var hash = new byte[HASH_BYTES];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return new PasswordHash(cost, salt, hash);
    }

    static boolean isMeant(String text) {
        return text.startsWith("$argon2");
    }

    static PasswordHash parse(String text) {
        var match = PHC.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "not an Argon2id hash; accepted: $argon2id$v=19$m=…,t=…,p=…$salt$hash");
        }
        return new PasswordHash(
                new Cost(number(match.group(1)), number(match.group(2)), number(match.group(3))),
                Base64.getDecoder().decode(match.group(4)),
                Base64.getDecoder().decode(match.group(5)));
    }

    /** Takes as long whatever the password. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, hash(password, cost, salt, hash.length));
    }

    @Override
    public String toString() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memory(),
                        cost.passes(),
                        cost.lanes(),
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static byte[] hash(String password, Cost cost, byte[] salt, int length) {
        var argon2 = new Argon2BytesGenerator();
        argon2.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(cost.memory())
                        .withIterations(cost.passes())
                        .withParallelism(cost.lanes())
                        .withSalt(salt)
                        .build());
        var hash = new byte[length];
        // However a keyboard composes its letters, they are the same password.
        var composed = Normalizer.normalize(password, Normalizer.Form.NFC);
        argon2.generateBytes(composed.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
