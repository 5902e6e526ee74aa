package dev.tollgate.redis;

import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.Admit.RateFailMode;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.LocalAccount;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Independent instances of the gate on real servers, as several functions would be. */
final class Backends {
    static final InstantSource CLOCK = InstantSource.system();
    private static final String PREFIX = "admission_";

    private Backends() {}

    /**
     * @param counters with connections of its own
     * @param budgets with connections of its own
     */
    record Instance(RedisCounters counters, DynamoBudgets budgets, Admit admit) {}

    static List<Instance> instances(int number, URI redis, RateFailMode failMode) {
        return IntStream.range(0, number).mapToObj(i -> instance(redis, failMode)).toList();
    }

    static Instance instance(URI redis, RateFailMode failMode) {
        var counters = counters(redis);
        var budgets = new DynamoBudgets(tables(), CLOCK);
        return new Instance(counters, budgets, admit(counters, budgets, failMode));
    }

    /** {@code faults} of a hundred requests to the database, or their answers, are lost. */
    static Instance faulty(URI redis, int faults) {
        var counters = counters(redis);
        var client = dynamo().httpClient(new FaultyDynamo(faults, 1)).build();
        var budgets = new DynamoBudgets(new Dynamo(client, tables().prefix()), CLOCK);
        return new Instance(counters, budgets, admit(counters, budgets, RateFailMode.OPEN));
    }

    static Admit admit(RedisCounters counters, DynamoBudgets budgets, RateFailMode failMode) {
        return new Admit(counters, budgets, failMode, CLOCK, Backends::pause);
    }

    static RedisCounters counters(URI redis) {
        var second = Duration.ofSeconds(2);
        return new RedisCounters(new Redis(redis, second, 64, second).connect(), CLOCK);
    }

    static Dynamo tables() {
        return new Dynamo(dynamo().build(), Shared.TABLES.prefix());
    }

    static DynamoDbClientBuilder dynamo() {
        return DynamoDbClient.builder()
                .endpointOverride(DynamoDbServer.shared().endpoint())
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(
                                        LocalAccount.ACCESS_KEY_ID,
                                        LocalAccount.SECRET_ACCESS_KEY)))
                .httpClient(UrlConnectionHttpClient.create());
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(1L + ThreadLocalRandom.current().nextInt(Math.min(attempt, 10)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {
        static final Dynamo TABLES = create();

        private static Dynamo create() {
            var tables = new Dynamo(dynamo().build(), PREFIX);
            tables.createTables();
            return tables;
        }
    }
}
