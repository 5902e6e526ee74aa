package dev.tollgate.identity;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.amazonaws.secretsmanager.caching.SecretCacheConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * {@link SigningKey} in AWS Secrets Manager, kept for five minutes by the caching client. The
 * secret's text itself is the key: at least 32 characters of chance.
 */
public final class SecretsManagerSigningKey implements SigningKey {
    private static final String NAME = "token-signing-key";
    private static final int SHORTEST = 32;
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final SecretCache secrets;
    private final String name;

    private SecretsManagerSigningKey(SecretCache secrets, String name) {
        this.secrets = secrets;
        this.name = name;
    }

    /**
     * With the region, the credentials and the endpoint of the process. Reads nothing yet.
     *
     * @param prefix what the names of all secrets start with, for example {@code tollgate/}
     */
    public static SigningKey connect(String prefix) {
        var client =
                SecretsManagerClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
        return new SecretsManagerSigningKey(
                new SecretCache(
                        new SecretCacheConfiguration()
                                .withClient(client)
                                .withCacheItemTTL(KEPT.toMillis())),
                prefix + NAME);
    }

    @Override
    public byte[] bytes() {
        byte[] key = text().getBytes(StandardCharsets.UTF_8);
        if (key.length < SHORTEST) {
            throw new IllegalStateException(
                    "the secret "
                            + name
                            + " is too short to sign with; accepted: 32 bytes or more");
        }
        return key;
    }

    private String text() {
        try {
            return secrets.getSecretString(name);
        } catch (ResourceNotFoundException e) {
            throw new IllegalStateException(
                    "the secret "
                            + name
                            + " does not exist in AWS Secrets Manager; create it with a random"
                            + " text of at least 32 characters",
                    e);
        }
    }
}
