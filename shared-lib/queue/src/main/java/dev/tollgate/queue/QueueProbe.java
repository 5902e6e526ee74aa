package dev.tollgate.queue;

import dev.tollgate.rehearsal.CannedHttp;
import dev.tollgate.rehearsal.Line;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Whether the delivery queue answers, for health. Needs GetQueueAttributes on it. */
public final class QueueProbe {
    private static final Duration PING = Duration.ofSeconds(2);

    private final SqsClient client;
    private final String orders;

    private QueueProbe(SqsClient client, String orders) {
        this.client = client;
        this.orders = orders;
    }

    /** Opens no connection. {@code orders}: {@code DELIVERY_QUEUE_URL}. */
    public static QueueProbe connect(URI orders, Line line) {
        var client =
                SqsClient.builder()
                        .overrideConfiguration(
                                limits -> limits.apiCallAttemptTimeout(PING).apiCallTimeout(PING));
        switch (line) {
            case NETWORK -> client.httpClientBuilder(UrlConnectionHttpClient.builder());
            case REHEARSAL -> {
                client.httpClient(new CannedHttp((_, _) -> "{}"));
                CannedHttp.settle(client);
            }
        }
        return new QueueProbe(client.build(), orders.toString());
    }

    /** Takes no order. */
    public Object ping() {
        return client.getQueueAttributes(request ->
                request.queueUrl(orders)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }
}
