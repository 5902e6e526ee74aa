package dev.tollgate.identity;

import dev.tollgate.rehearsal.Line;
import java.nio.charset.StandardCharsets;

/**
 * {@link SigningKey} in AWS Secrets Manager. The secret's text itself is the key: at least 32
 * characters of chance.
 */
public final class SecretsManagerSigningKey implements SigningKey {
    private static final String NAME = "token-signing-key";
    private static final int SHORTEST = 32;

    private final SecretText secret;
    private final String name;

    private SecretsManagerSigningKey(SecretText secret, String name) {
        this.secret = secret;
        this.name = name;
    }

    /**
     * With the region, the credentials and the endpoint of the process. Reads nothing yet.
     *
     * @param prefix what the names of all secrets start with, for example {@code tollgate/}
     */
    public static SigningKey connect(String prefix) {
        return connect(prefix, Line.NETWORK);
    }

    /** The same, on that line. */
    public static SigningKey connect(String prefix, Line line) {
        var name = prefix + NAME;
        return new SecretsManagerSigningKey(
                SecretsManagerText.connect(name, "a random text of at least 32 characters", line),
                name);
    }

    @Override
    public byte[] bytes() {
        byte[] key = secret.read().getBytes(StandardCharsets.UTF_8);
        if (key.length < SHORTEST) {
            throw new IllegalStateException(
                    "the secret "
                            + name
                            + " is too short to sign with; accepted: 32 bytes or more");
        }
        return key;
    }
}
