package dev.tollgate.local.gateway;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.gateway.lambda.InThisJvm;
import dev.tollgate.local.gateway.lambda.Lambda;
import dev.tollgate.local.gateway.sources.OneByOne;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The delivery function and the reader of its queue, in a JVM of their own that may be killed at
 * any moment. All that it knows is in its environment.
 */
final class DeliveryMain {
    static final String READY = "reads the queue";

    private DeliveryMain() {}

    public static void main(String[] arguments) {
        var environment = Environment.ofProcess();
        try (var sqs =
                        SqsClient.builder()
                                .httpClientBuilder(UrlConnectionHttpClient.builder())
                                .build();
                var function = function(environment)) {
            var reader = new OneByOne(sqs, environment.text("DELIVERY_QUEUE_URL"), function);
            System.out.println(READY);
            while (true) {
                reader.next();
            }
        }
    }

    private static Lambda function(Environment environment) {
        var delivery =
                Functions.ALL.stream()
                        .filter(it -> it.name().equals(LambdaFunction.DELIVERY.id()))
                        .findFirst()
                        .orElseThrow();
        return InThisJvm.start(delivery, environment);
    }
}
