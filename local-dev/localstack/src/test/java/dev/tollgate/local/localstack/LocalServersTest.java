package dev.tollgate.local.localstack;

import dev.tollgate.local.gateway.Backing;
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.local.servers.S3Server;
import dev.tollgate.local.servers.SecretsServer;
import dev.tollgate.local.servers.SqsServer;

/** The same on the local servers, so that without Docker only LocalStack itself is not tried. */
final class LocalServersTest extends AccountContract {
    @Override
    Backing open() {
        return new Backing(
                DynamoDbServer.shared().endpoint(),
                SqsServer.shared().endpoint(),
                RedisServer.shared().endpoint(),
                SecretsServer.shared().endpoint(),
                S3Server.shared().endpoint());
    }

    @Override
    void close() {}
}
