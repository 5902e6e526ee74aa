package dev.tollgate.local.benchmark;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tollgate.admin.AdminFunction;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedApi;
import dev.tollgate.lambda.RehearsedContext;
import dev.tollgate.lambda.Route;
import java.net.URI;
import java.util.Map;
import org.HdrHistogram.Histogram;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * How long a wrong password takes for a user who is there and for one who is not: whoever could
 * tell the two apart would know names. One after the other, so that what else the machine does
 * falls on both alike.
 */
final class MeasuredSignIn {
    private static final int USERS = 6;

    /** Only health asks it. */
    private static final String NO_QUEUE = "http://127.0.0.1:1/queue";

    /** Of each name; more would have to wait. */
    private static final int TRIES = 19;

    private static final int WARM_UP = 2;
    private static final double[] QUANTILES = {10, 50, 90, 99};

    private final AdminFunction function;
    private int addresses;

    MeasuredSignIn(Dynamo tables, URI redis) {
        createSigningKey();
        function =
                new AdminFunction(
                        Environment.of(
                                Map.of(
                                        "TABLE_PREFIX",
                                        tables.prefix(),
                                        "SECRET_PREFIX",
                                        "benchmark/",
                                        "REDIS_URL",
                                        redis.toString(),
                                        "DELIVERY_QUEUE_URL",
                                        NO_QUEUE,
                                        "AGENT_GATEWAY_ADMIN_PASS",
                                        "benchmark")));
    }

    private static void createSigningKey() {
        try (var secrets =
                SecretsManagerClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            secrets.createSecret(create ->
                    create.name("benchmark/token-signing-key").secretString("benchmark".repeat(8)));
        }
    }

    void print(Extent extent) {
        var api = new RehearsedApi(function);
        int users = extent.of(USERS);
        int tries = WARM_UP + extent.of(TRIES - WARM_UP);
        for (int i = 0; i < users; i++) {
            api.call(
                    201,
                    Route.CREATE_USER,
                    Map.of(),
                    "{\"username\":\"known%d\",\"password\":\"twelve or more\",\"roles\":[\"member\"]}"
                            .formatted(i));
        }
        var known = new Histogram(3);
        var unknown = new Histogram(3);
        for (int attempt = 0; attempt < tries; attempt++) {
            for (int i = 0; i < users; i++) {
                long first = wrong("known" + i);
                long second = wrong("nobody" + i);
                if (attempt >= WARM_UP) {
                    known.recordValue(first / 1000);
                    unknown.recordValue(second / 1000);
                }
            }
        }
        System.out.printf(
                "a sign-in with a wrong password, %d of each kind, milliseconds%n",
                known.getTotalCount());
        System.out.println("              p10      p50      p90      p99     mean");
        print("known user", known);
        print("unknown user", unknown);
    }

    private static void print(String kind, Histogram histogram) {
        System.out.printf("%-12s", kind);
        for (double quantile : QUANTILES) {
            System.out.printf(" %8.2f", histogram.getValueAtPercentile(quantile) / 1000.0);
        }
        System.out.printf(" %8.2f%n", histogram.getMean() / 1000);
    }

    /** Nanoseconds; each from an address of its own, so that none has to wait. */
    private long wrong(String name) {
        var event = event(name, "10." + addresses / 250 + "." + addresses % 250 + ".1");
        addresses++;
        long start = System.nanoTime();
        var answer = function.handleRequest(event, new RehearsedContext());
        long took = System.nanoTime() - start;
        if (answer.getStatusCode() != 401) {
            throw new IllegalStateException("a wrong password got " + answer.getStatusCode());
        }
        return took;
    }

    private static APIGatewayV2HTTPEvent event(String name, String address) {
        var http = new APIGatewayV2HTTPEvent.RequestContext.Http();
        http.setSourceIp(address);
        return APIGatewayV2HTTPEvent.builder()
                .withRouteKey(Route.LOGIN.key())
                .withHeaders(Map.of("content-type", "application/json"))
                .withBody("{\"username\":\"%s\",\"password\":\"a wrong one\"}".formatted(name))
                .withRequestContext(
                        APIGatewayV2HTTPEvent.RequestContext.builder()
                                .withRequestId("benchmark")
                                .withHttp(http)
                                .build())
                .build();
    }
}
