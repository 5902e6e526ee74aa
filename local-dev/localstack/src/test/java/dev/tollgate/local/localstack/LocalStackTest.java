package dev.tollgate.local.localstack;

import dev.tollgate.local.gateway.Backing;
import dev.tollgate.local.servers.RedisServer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The account is LocalStack's, in a container that runs once for all these tests. */
@ExtendWith(DockerEngine.class)
final class LocalStackTest extends AccountContract {
    /** The last before LocalStack asked for an account of its own to start at all. */
    private static final DockerImageName IMAGE =
            DockerImageName.parse("localstack/localstack:4.14.0");

    private final LocalStackContainer container =
            new LocalStackContainer(IMAGE).withServices("dynamodb", "secretsmanager", "sqs", "s3");

    @Override
    Backing open() {
        container.start();
        var all = container.getEndpoint();
        return new Backing(all, all, RedisServer.shared().endpoint(), all, all);
    }

    @Override
    void close() {
        container.stop();
    }
}
