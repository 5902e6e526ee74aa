package dev.tollgate.secrets;

import dev.tollgate.domain.SecretHolder;
import dev.tollgate.domain.outbound.AgentSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The versions of a secret. Their ids follow from their numbers, so a number is written once and
 * always stands for the same credentials, and one that its holder's row names can be asked for. The
 * labels follow the <a
 * href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_how.html">rotation
 * of Secrets Manager</a>: AWSPENDING until it is in use, AWSCURRENT, then AWSPREVIOUS.
 */
final class SecretVersions {
    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";

    /** How many changes may have been stopped half-way, or go on at once. */
    private static final int MOST_ABANDONED = 64;

    private final SecretsManagerClient client;

    SecretVersions(SecretsManagerClient client) {
        this.client = client;
    }

    /** The id of a version, which is the request token that wrote it: 32 to 64 characters. */
    static String id(SecretHolder holder, int version) {
        return "%s-%010d".formatted(holder.value(), version);
    }

    /** Under the number it asks for, or the next that is free. */
    AgentSecret putPending(String name, SecretHolder holder, AgentSecret secret) {
        for (int version = secret.version(); ; version++) {
            var numbered = secret.numbered(version);
            var token = id(holder, version);
            try {
                client.putSecretValue(request ->
                        request.secretId(name)
                                .clientRequestToken(token)
                                .versionStages(PENDING)
                                .secretString(SecretJson.write(numbered)));
                return numbered;
            } catch (ResourceExistsException taken) {
                // Other credentials have the number: of a change that was stopped, or that goes on
                // now. The holder's row decides which of the two is in use.
                if (version >= secret.version() + MOST_ABANDONED) {
                    throw taken;
                }
            }
        }
    }

    /**
     * Only ever forward: of two changes at once, the one that comes late must not take the label
     * back. Ids sort by number.
     */
    void makeCurrent(String name, SecretHolder holder, int version) {
        var wanted = id(holder, version);
        var current = current(name);
        if (current.filter(id -> id.compareTo(wanted) >= 0).isEmpty()) {
            client.updateSecretVersionStage(request ->
                    request.secretId(name)
                            .versionStage(CURRENT)
                            .moveToVersionId(wanted)
                            .removeFromVersionId(current.orElse(null)));
        }
    }

    Optional<AgentSecret> exactly(String name, SecretHolder holder, int version) {
        try {
            var id = id(holder, version);
            var answer = client.getSecretValue(request -> request.secretId(name).versionId(id));
            return Optional.of(SecretJson.read(answer.secretString()));
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            // No such version, no such secret, or one that is on its way out.
            return Optional.empty();
        }
    }

    private Optional<String> current(String name) {
        Map<String, List<String>> labels =
                client.describeSecret(request -> request.secretId(name)).versionIdsToStages();
        return labels.entrySet().stream()
                .filter(version -> version.getValue().contains(CURRENT))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
