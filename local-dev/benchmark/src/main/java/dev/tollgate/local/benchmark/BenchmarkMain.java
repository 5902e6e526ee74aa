package dev.tollgate.local.benchmark;

import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.Receiver;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.local.servers.SecretsServer;
import dev.tollgate.local.servers.SqsServer;
import java.util.List;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Decisions, sign-ins, admissions, whole warm invocations, requests of a platform and deliveries,
 * measured one after the other on servers that it starts itself and nothing else uses.
 */
public final class BenchmarkMain {
    static final String TABLE_PREFIX = "benchmark_";

    private static final String USAGE = "usage: ./local-dev/benchmark/run [--quick]";

    private BenchmarkMain() {}

    public static void main(String[] arguments) {
        var extent = extent(arguments);
        MeasuredPolicies.print(extent);
        System.out.println();
        try (var redis = RedisServer.inMemory();
                var dynamo = DynamoDbServer.inMemory();
                var secrets = SecretsServer.inMemory();
                var receiver = Receiver.start()) {
            point(dynamo, secrets);
            var tables = Dynamo.connect(TABLE_PREFIX);
            tables.createTables();
            new MeasuredSignIn(tables, redis.endpoint()).print(extent);
            System.out.println();
            MeasuredAdmission.print(redis.endpoint(), tables, extent);
            System.out.println();
            new MeasuredInvocation(redis.endpoint(), tables, receiver).print(extent);
            System.out.println();
            try (var queue = SqsServer.inMemory()) {
                System.setProperty("aws.endpointUrlSqs", queue.endpoint().toString());
                try (var sqs =
                        SqsClient.builder()
                                .httpClientBuilder(UrlConnectionHttpClient.builder())
                                .build()) {
                    new MeasuredInbound(redis.endpoint(), tables, sqs).print(extent);
                    System.out.println();
                    new MeasuredDelivery(redis.endpoint(), tables, receiver, sqs).print(extent);
                }
            }
        }
    }

    private static Extent extent(String[] arguments) {
        return switch (List.of(arguments).toString()) {
            case "[]" -> Extent.WHOLE;
            case "[--quick]" -> Extent.QUICK;
            default -> {
                System.err.println(USAGE);
                System.exit(2);
                throw new IllegalStateException(USAGE);
            }
        };
    }

    /** The AWS clients of this JVM, to those servers. */
    static void point(DynamoDbServer dynamo, SecretsServer secrets) {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlDynamoDb", dynamo.endpoint().toString());
        System.setProperty("aws.endpointUrlSecretsManager", secrets.endpoint().toString());
    }
}
