package dev.tollgate.local.servers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Secrets as the service's answers show them. */
final class SecretsAnswers {
    private SecretsAnswers() {}

    static ObjectNode named(Secret secret) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ARN", secret.arn())
                .put("Name", secret.name());
    }

    static ObjectNode stored(Secret secret, SecretVersion version) {
        return named(secret).put("VersionId", version.id());
    }

    static ObjectNode withStages(Secret secret, SecretVersion version) {
        ObjectNode answer = stored(secret, version);
        version.stages().forEach(answer.putArray("VersionStages")::add);
        return answer;
    }

    static ObjectNode value(Secret secret, SecretVersion version) {
        ObjectNode answer =
                withStages(secret, version).put("CreatedDate", seconds(version.created()));
        answer.setAll(version.value());
        return answer;
    }

    /** Versions without a label are not shown: the service may drop them at any time. */
    static ObjectNode description(Secret secret, String versionsField) {
        ObjectNode answer =
                named(secret)
                        .put("CreatedDate", seconds(secret.created()))
                        .put("LastChangedDate", seconds(secret.changed()))
                        .put("RotationEnabled", false);
        if (!secret.description().isEmpty()) {
            answer.put("Description", secret.description());
        }
        if (!secret.kmsKeyId().isEmpty()) {
            answer.put("KmsKeyId", secret.kmsKeyId());
        }
        secret.deletion().ifPresent(date -> answer.put("DeletedDate", seconds(date)));
        ArrayNode tags = answer.putArray("Tags");
        secret.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        ObjectNode versions = answer.putObject(versionsField);
        secret.versions().stream()
                .filter(version -> !version.stages().isEmpty())
                .forEach(version -> version.stages().forEach(versions.putArray(version.id())::add));
        return answer;
    }

    static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
