package dev.tollgate.secrets;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.amazonaws.secretsmanager.caching.SecretCacheConfiguration;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SecretHolder;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.rehearsal.CannedHttp;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Each agent's and subscription's secret in AWS Secrets Manager, under {@code
 * PREFIXorganisation/agents/agent} and {@code PREFIXorganisation/subscriptions/subscription}, read
 * through the <a
 * href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_cache-java.html">caching
 * client</a>: a warm function asks the service once an hour, and at once when the agent's row has a
 * version that the function does not have in memory.
 *
 * <p>It needs CreateSecret, PutSecretValue, DescribeSecret, UpdateSecretVersionStage, DeleteSecret
 * to write and DescribeSecret, GetSecretValue to read.
 */
public final class SecretsManagerCredentials implements Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(SecretsManagerCredentials.class);
    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(8);

    /** How long an agent that was removed by mistake can be restored by hand; AWS's least. */
    private static final long RECOVERY_DAYS = 7;

    private final SecretsManagerClient client;
    private final SecretCache cache;
    private final SecretVersions versions;
    private final String prefix;
    private final Optional<String> kmsKey;

    /**
     * @param prefix what all names start with, for example {@code tollgate/}
     * @param kmsKey that new secrets are encrypted under; without one the account's own
     */
    SecretsManagerCredentials(SecretsManagerClient client, String prefix, Optional<String> kmsKey) {
        this.client = client;
        // Without the pause before a forced refresh: it protects from refreshing in a loop, and
        // there is none here.
        this.cache =
                new SecretCache(
                        new SecretCacheConfiguration()
                                .withClient(client)
                                .withForceRefreshJitterMillis(0));
        this.versions = new SecretVersions(client);
        this.prefix = prefix;
        this.kmsKey = kmsKey;
    }

    /**
     * With the region, the credentials and the endpoint of the process (AWS_REGION,
     * AWS_ENDPOINT_URL_SECRETS_MANAGER, …), which the SDK reads itself. Opens no connection.
     */
    public static SecretsManagerCredentials connect(String prefix) {
        return connect(prefix, Optional.empty(), Line.NETWORK);
    }

    /** The same, on that line. */
    public static SecretsManagerCredentials connect(String prefix, Line line) {
        return connect(prefix, Optional.empty(), line);
    }

    /**
     * The same for one that makes secrets. A secret stays under the key that it was made under, so
     * readers need not know which that is; they need {@code kms:Decrypt} on it.
     *
     * @param kmsKey its id, alias or ARN; without one the account's own {@code aws/secretsmanager}
     */
    public static SecretsManagerCredentials connect(
            String prefix, Optional<String> kmsKey, Line line) {
        var client =
                SecretsManagerClient.builder()
                        .overrideConfiguration(limits ->
                                limits.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
        switch (line) {
            case NETWORK -> client.httpClientBuilder(UrlConnectionHttpClient.builder());
            case REHEARSAL -> {
                client.httpClient(new CannedHttp(new RehearsedSecrets()));
                CannedHttp.settle(client);
            }
        }
        return new SecretsManagerCredentials(client.build(), prefix, kmsKey);
    }

    @Override
    public void create(OrganisationId organisation, SecretHolder holder, AgentSecret secret) {
        client.createSecret(request ->
                request.name(name(organisation, holder))
                        .description("Where and how Tollgate calls " + holder)
                        .kmsKeyId(kmsKey.orElse(null))
                        .clientRequestToken(SecretVersions.id(holder, secret.version()))
                        .secretString(SecretJson.write(secret)));
    }

    @Override
    public AgentSecret prepare(
            OrganisationId organisation, SecretHolder holder, int inUse, AgentSecret secret) {
        var name = name(organisation, holder);
        // An unfinished change may have left the version in use with the label AWSPENDING alone.
        // The next version takes that label, and Secrets Manager drops versions without any.
        versions.makeCurrent(name, holder, inUse);
        return versions.putPending(name, holder, secret);
    }

    @Override
    public void use(OrganisationId organisation, SecretHolder holder, int version) {
        try {
            versions.makeCurrent(name(organisation, holder), holder, version);
        } catch (SdkException e) {
            // The row names the version, so it is read all the same, only not from memory. The next
            // change of these credentials sets the label.
            LOG.warn(
                    "version {} of the secret of {} is in use without its label",
                    version,
                    holder,
                    e);
        }
    }

    @Override
    public Optional<AgentSecret> fetch(
            OrganisationId organisation, SecretHolder holder, int version) {
        var name = name(organisation, holder);
        var remembered = current(name);
        if (remembered.isPresent() && remembered.get().version() < version) {
            refresh(name);
            remembered = current(name);
        }
        return remembered
                .filter(secret -> secret.version() == version)
                // The version in use is not the current one only while a change goes on, or after
                // one that was stopped before its last step.
                .or(() -> versions.exactly(name, holder, version));
    }

    @Override
    public void remove(OrganisationId organisation, SecretHolder holder) {
        try {
            client.deleteSecret(request ->
                    request.secretId(name(organisation, holder))
                            .recoveryWindowInDays(RECOVERY_DAYS));
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            // There is none, or it is on its way out already.
        }
    }

    private Optional<AgentSecret> current(String name) {
        try {
            return Optional.of(SecretJson.read(cache.getSecretString(name)));
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            return Optional.empty();
        }
    }

    private void refresh(String name) {
        try {
            cache.refreshNow(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading a secret anew", e);
        }
    }

    private String name(OrganisationId organisation, SecretHolder holder) {
        var kind =
                switch (holder) {
                    case AgentId _ -> "/agents/";
                    case SubscriptionId _ -> "/subscriptions/";
                };
        return prefix + organisation + kind + holder;
    }
}
