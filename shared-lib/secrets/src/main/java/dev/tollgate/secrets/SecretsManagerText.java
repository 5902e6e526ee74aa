package dev.tollgate.secrets;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.amazonaws.secretsmanager.caching.SecretCacheConfiguration;
import dev.tollgate.rehearsal.CannedHttp;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * {@link SecretText} in AWS Secrets Manager, kept for five minutes by the caching client. Needs
 * DescribeSecret and GetSecretValue on it.
 */
public final class SecretsManagerText implements SecretText {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final String REHEARSED = "rehearsal-rehearsal-rehearsal-00";
    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(8);

    private final SecretCache secrets;
    private final String name;
    private final String purpose;

    /** Which version of a secret: the one that holds, or the one before it. */
    public enum Stage {
        CURRENT("AWSCURRENT"),
        PREVIOUS("AWSPREVIOUS");

        private final String label;

        Stage(String label) {
            this.label = label;
        }
    }

    private SecretsManagerText(SecretCache secrets, String name, String purpose) {
        this.secrets = secrets;
        this.name = name;
        this.purpose = purpose;
    }

    /**
     * With the region, the credentials and the endpoint of the process. Reads nothing yet.
     *
     * @param name of the secret, or its ARN
     * @param purpose fits "create it with …", for whoever finds that it is missing
     */
    public static SecretText connect(String name, String purpose) {
        return connect(name, purpose, Line.NETWORK);
    }

    /** The same, on that line. */
    public static SecretText connect(String name, String purpose, Line line) {
        return connect(name, purpose, line, Stage.CURRENT);
    }

    /** That version of it. */
    public static SecretsManagerText connect(String name, String purpose, Line line, Stage stage) {
        return connect(name, purpose, line, stage, KEPT);
    }

    static SecretsManagerText connect(
            String name, String purpose, Line line, Stage stage, Duration kept) {
        var client =
                SecretsManagerClient.builder()
                        .overrideConfiguration(limits ->
                                limits.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
        switch (line) {
            case NETWORK -> client.httpClientBuilder(UrlConnectionHttpClient.builder());
            case REHEARSAL -> {
                client.httpClient(new CannedHttp((operation, _) -> rehearsed(operation)));
                CannedHttp.settle(client);
            }
        }
        return new SecretsManagerText(
                new SecretCache(
                        new SecretCacheConfiguration()
                                .withClient(client.build())
                                .withVersionStage(stage.label)
                                .withCacheItemTTL(kept.toMillis())),
                name,
                purpose);
    }

    /** A secret of nobody's: it signs and opens nothing but what is made up at a rehearsal. */
    private static String rehearsed(String operation) {
        return "DescribeSecret".equals(operation)
                ? "{\"VersionIdsToStages\":{\"%s\":[\"AWSCURRENT\"]}}".formatted(REHEARSED)
                : "{\"VersionId\":\"%1$s\",\"SecretString\":\"%1$s\"}".formatted(REHEARSED);
    }

    @Override
    public String read() {
        return find().orElseThrow(() -> missing(null));
    }

    /** Empty if the secret has no such version. */
    public Optional<String> find() {
        try {
            return Optional.ofNullable(secrets.getSecretString(name));
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            // There is none, or it is on its way out.
            throw missing(e);
        }
    }

    /** Asks again at the next use, however short ago it was. */
    public void refresh() {
        try {
            secrets.refreshNow(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a secret was read again", e);
        }
    }

    private IllegalStateException missing(@Nullable Exception cause) {
        return new IllegalStateException(
                "the secret "
                        + name
                        + " does not exist in AWS Secrets Manager; create it with "
                        + purpose,
                cause);
    }
}
