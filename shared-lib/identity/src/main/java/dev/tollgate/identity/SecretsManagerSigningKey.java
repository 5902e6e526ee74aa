package dev.tollgate.identity;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.amazonaws.secretsmanager.caching.SecretCacheConfiguration;
import dev.tollgate.rehearsal.CannedHttp;
import dev.tollgate.rehearsal.Line;
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
    private static final String REHEARSED = "rehearsal-rehearsal-rehearsal-00";

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
        return connect(prefix, Line.NETWORK);
    }

    /** The same, on that line. */
    public static SigningKey connect(String prefix, Line line) {
        var client = SecretsManagerClient.builder();
        switch (line) {
            case NETWORK -> client.httpClientBuilder(UrlConnectionHttpClient.builder());
            case REHEARSAL -> {
                client.httpClient(new CannedHttp((operation, request) -> rehearsed(operation)));
                CannedHttp.settle(client);
            }
        }
        return new SecretsManagerSigningKey(
                new SecretCache(
                        new SecretCacheConfiguration()
                                .withClient(client.build())
                                .withCacheItemTTL(KEPT.toMillis())),
                prefix + NAME);
    }

    /** A key that signs nothing but what is made up at a rehearsal. */
    private static String rehearsed(String operation) {
        return "DescribeSecret".equals(operation)
                ? "{\"VersionIdsToStages\":{\"%s\":[\"AWSCURRENT\"]}}".formatted(REHEARSED)
                : "{\"VersionId\":\"%1$s\",\"SecretString\":\"%1$s\"}".formatted(REHEARSED);
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
