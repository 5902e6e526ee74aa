package dev.tollgate.local.servers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
    @Test
    void saysHowToMakeAClassPathThatIsMissing(@TempDir Path root) {
        assertThatThrownBy(() -> new Repository(root).classPath("dynamodb-local"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "%s is missing; make it with: ./mvnw -q -pl local-dev/dynamodb-local,local-dev/elasticmq,local-dev/s3 -am process-classes",
                        root.resolve("local-dev/dynamodb-local/target/classpath"));
    }
}
