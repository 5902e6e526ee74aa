package dev.tollgate.local.benchmark;

import dev.tollgate.local.gateway.sources.QueueSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** How long others wait behind a tenant that has much queued, and whose agents are slow. */
final class Fairness {
    private static final int QUEUED = 10_000;
    private static final int OTHERS = 50;
    private static final int RATE = 10;
    private static final String NOISY = "noisy";

    private final SqsClient sqs;
    private final String url;
    private final int queued;

    Fairness(SqsClient sqs, String url, Extent extent) {
        this.sqs = sqs;
        this.url = url;
        queued = extent.of(QUEUED);
    }

    void print() {
        var first = new Arrivals();
        var then = new Arrivals();
        var over = new CountDownLatch(1);
        queueAll();
        try (var _ =
                QueueSource.start(
                        sqs,
                        url,
                        new EmptyConsumer(body -> {
                            if (body.equals(NOISY)) {
                                await(over);
                            }
                            first.came(body);
                            then.came(body);
                        }))) {
            send(first, List.of("first"));
            awaitHeld();
            send(then, IntStream.range(0, OTHERS).mapToObj(i -> "other-" + i).toList());
            over.countDown();
        }
        System.out.printf(
                "fairness: %d messages of one tenant wait, a batch of which takes a second; one"
                        + " of another is handed over after %.1f ms (p50), %.1f ms (p99)%n",
                queued, then.millis(50), then.millis(99));
        System.out.printf(
                "         where the source has just started and has those to receive first: %.0f"
                        + " ms%n",
                first.millis(100));
    }

    private void send(Arrivals arrivals, List<String> bodies) {
        arrivals.send(
                RATE,
                bodies,
                body -> body,
                body ->
                        sqs.sendMessage(send ->
                                send.queueUrl(url).messageBody(body).messageGroupId("quiet")));
    }

    private void queueAll() {
        IntStream.range(0, queued / 10)
                .parallel()
                .forEach(_ ->
                        sqs.sendMessageBatch(send ->
                                send.queueUrl(url)
                                        .entries(
                                                IntStream.range(0, 10)
                                                        .mapToObj(i ->
                                                                SendMessageBatchRequestEntry
                                                                        .builder()
                                                                        .id("m" + i)
                                                                        .messageBody(NOISY)
                                                                        .messageGroupId(NOISY)
                                                                        .build())
                                                        .toList())));
    }

    /** Until the source has all of them. */
    private void awaitHeld() {
        var visible = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        for (int i = 0; i < 600; i++) {
            var all = sqs.getQueueAttributes(ask -> ask.queueUrl(url).attributeNames(visible));
            if ("0".equals(all.attributes().get(visible))) {
                return;
            }
            await(new CountDownLatch(1));
        }
        throw new IllegalStateException("the source does not take the messages");
    }

    /** A tenth of a second, or until it is over. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
