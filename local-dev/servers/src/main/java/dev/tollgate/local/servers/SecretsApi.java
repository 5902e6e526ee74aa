package dev.tollgate.local.servers;

import static dev.tollgate.local.servers.Secret.CURRENT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The operations of AWS Secrets Manager that Tollgate uses, with the service's rules and refusals.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html">the
 *     operations</a>
 */
final class SecretsApi {
    private final SecretsStore store;
    private final SecretsChanges changes;

    SecretsApi(SecretsStore store, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.changes = new SecretsChanges(store, clock, random);
    }

    /** Runs one operation; one at a time. */
    synchronized ObjectNode answer(String operation, SecretsRequest request) {
        return switch (operation) {
            case "CreateSecret" -> changes.create(request);
            case "GetSecretValue" -> value(request);
            case "PutSecretValue" -> changes.put(request);
            case "UpdateSecret" -> changes.update(request);
            case "DescribeSecret" ->
                    SecretsAnswers.description(store.named(request), "VersionIdsToStages");
            case "DeleteSecret" -> changes.delete(request);
            case "RestoreSecret" -> changes.restore(request);
            case "ListSecrets" -> list(request);
            case "UpdateSecretVersionStage" -> changes.stage(request);
            default ->
                    throw new SecretsFault(
                            "UnknownOperationException", "this server does not know " + operation);
        };
    }

    private ObjectNode value(SecretsRequest request) {
        Secret secret = store.live(request);
        Optional<String> id = request.text("VersionId");
        Optional<String> stage = request.text("VersionStage");
        SecretVersion version =
                id.map(wanted ->
                                secret.version(wanted)
                                        .orElseThrow(() ->
                                                SecretsFault.noSuchValue("VersionId", wanted)))
                        .orElseGet(() -> {
                            String label = stage.orElse(CURRENT);
                            return secret.staged(label)
                                    .orElseThrow(
                                            () -> SecretsFault.noSuchValue("staging label", label));
                        });
        if (stage.filter(label -> !version.stages().contains(label)).isPresent()) {
            throw SecretsFault.invalidRequest(
                    "You provided a VersionStage that is not associated to the provided VersionId.");
        }
        return SecretsAnswers.value(secret, version);
    }

    /** In the order of names; the token of the next page is the last name of this one. */
    private ObjectNode list(SecretsRequest request) {
        int size = request.number("MaxResults", 100, 1, 100);
        String after = request.text("NextToken").orElse("");
        if (request.has("Filters")) {
            throw SecretsFault.invalidParameter("this server does not know Filters");
        }
        List<Secret> rest =
                store.all().stream()
                        .filter(secret -> secret.name().compareTo(after) > 0)
                        .filter(secret ->
                                secret.deletion().isEmpty()
                                        || request.flag("IncludePlannedDeletion"))
                        .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var page = answer.putArray("SecretList");
        rest.stream()
                .limit(size)
                .forEach(secret ->
                        page.add(SecretsAnswers.description(secret, "SecretVersionsToStages")));
        if (rest.size() > size) {
            answer.put("NextToken", rest.get(size - 1).name());
        }
        return answer;
    }
}
