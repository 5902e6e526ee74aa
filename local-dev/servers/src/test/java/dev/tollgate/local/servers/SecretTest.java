package dev.tollgate.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ObjectNode VALUE = JsonNodeFactory.instance.objectNode();
    private static final Secret EMPTY =
            new Secret(
                    "db",
                    "arn:aws:secretsmanager:eu-central-1:000000000000:secret:db-AbCdEf",
                    "",
                    "",
                    Map.of(),
                    NOW,
                    NOW,
                    Optional.empty(),
                    List.of());

    @Test
    void swapsCurrentAndPreviousWhenRolledBack() {
        Secret secret =
                adding(adding(EMPTY, "v1").staging("AWSCURRENT", "v1"), "v2")
                        .staging("AWSCURRENT", "v2");

        Secret rolledBack = secret.staging("AWSCURRENT", "v1");

        assertThat(rolledBack.versions())
                .containsExactly(
                        new SecretVersion("v1", VALUE, Set.of("AWSCURRENT"), NOW),
                        new SecretVersion("v2", VALUE, Set.of("AWSPREVIOUS"), NOW));
    }

    @Test
    void changesNothingWhenTheCurrentVersionIsMadeCurrent() {
        Secret secret = adding(EMPTY, "v1").staging("AWSCURRENT", "v1");

        assertThat(secret.staging("AWSCURRENT", "v1")).isEqualTo(secret);
    }

    @Test
    void keepsAHundredVersionsAndAlwaysTheLabelledOnes() {
        Secret secret = adding(EMPTY, "labelled").staging("AWSCURRENT", "labelled");
        for (int i = 0; i < 150; i++) {
            secret = adding(secret, "v" + i);
        }

        assertThat(secret.versions()).hasSize(100);
        assertThat(secret.version("labelled")).isPresent();
        assertThat(secret.version("v50")).isEmpty();
        assertThat(secret.version("v51")).isPresent();
    }

    private static Secret adding(Secret secret, String id) {
        return secret.adding(new SecretVersion(id, VALUE, Set.of(), NOW));
    }
}
