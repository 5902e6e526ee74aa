package dev.tollgate.local.gateway.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Many messages of one tenant, on a real queue. */
final class FairQueueTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOISY = "noisy";
    private static final String QUIET = "quiet";
    private static final Duration VISIBILITY = Duration.ofMinutes(5);

    private final SqsClient sqs = QueueSourceTest.connect();
    private final String url =
            sqs.createQueue(queue ->
                            queue.queueName("fair-" + UUID.randomUUID())
                                    .attributes(
                                            Map.of(
                                                    QueueAttributeName.VISIBILITY_TIMEOUT,
                                                    Long.toString(VISIBILITY.toSeconds()))))
                    .queueUrl();

    @AfterEach
    void stop() {
        sqs.close();
    }

    /** Keeps the bodies it got, in order; a batch of the held group waits until it is released. */
    private static final class Counting implements Lambda {
        private final List<String> got = new ArrayList<>();
        private final Set<String> running = new HashSet<>();
        private final CountDownLatch released = new CountDownLatch(1);
        private final String held;
        private boolean twiceAtOnce;

        Counting(String held) {
            this.held = held;
        }

        @Override
        public Invoked invoke(Bytes event) {
            var bodies = bodies(event);
            begin(bodies);
            try {
                if (bodies.stream().anyMatch(body -> body.startsWith(held + " "))) {
                    released.await();
                }
                return new Invoked.Answered(Bytes.utf8("{}"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Invoked.TimedOut();
            } finally {
                end(bodies);
            }
        }

        private static List<String> bodies(Bytes event) {
            try {
                var bodies = new ArrayList<String>();
                JSON.readTree(event.array())
                        .path("Records")
                        .forEach(record -> bodies.add(record.path("body").asText()));
                return bodies;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private synchronized void begin(List<String> bodies) {
            got.addAll(bodies);
            bodies.forEach(body -> twiceAtOnce |= !running.add(body));
        }

        private synchronized void end(List<String> bodies) {
            running.removeAll(bodies);
        }

        synchronized long count(Predicate<String> which) {
            return got.stream().filter(which).count();
        }

        synchronized List<String> got() {
            return List.copyOf(got);
        }

        synchronized boolean twiceAtOnce() {
            return twiceAtOnce;
        }

        @Override
        public void close() {}
    }

    @Test
    void handsOutAnothersFirstWhileTenThousandOfASlowTenantWait() throws Exception {
        send(NOISY, 10_000);
        send(QUIET, 1);
        var function = new Counting(NOISY);

        try (var _ = QueueSource.start(sqs, url, function)) {
            await(() -> function.count(body -> body.startsWith(QUIET)) == 1);
            // Four of the eight workers, with ten messages each.
            assertThat(function.count(body -> body.startsWith(NOISY))).isLessThanOrEqualTo(40);

            function.released.countDown();
            await(() -> function.got().size() == 10_001);
            await(() -> left() == 0);
        }

        assertThat(function.got()).doesNotHaveDuplicates();
        assertThat(function.twiceAtOnce()).isFalse();
    }

    @Test
    void losesNothingWhenItIsClosedHalfWay() throws Exception {
        send(NOISY, 3000);
        var function = new Counting("nobody");

        try (var _ = QueueSource.start(sqs, url, function)) {
            await(() -> function.got().size() > 300);
        }
        int before = function.got().size();
        try (var _ = QueueSource.start(sqs, url, function)) {
            // Long before their visibility ends: they were given back.
            await(() -> function.got().size() >= 3000);
            await(() -> left() == 0);
        }

        assertThat(before).isLessThan(3000);
        assertThat(function.got()).hasSize(3000).doesNotHaveDuplicates();
        assertThat(function.twiceAtOnce()).isFalse();
    }

    private void send(String group, int messages) {
        IntStream.range(0, (messages + 9) / 10)
                .parallel()
                .forEach(ten ->
                        sqs.sendMessageBatch(send ->
                                send.queueUrl(url)
                                        .entries(
                                                IntStream.range(
                                                                10 * ten,
                                                                Math.min(10 * ten + 10, messages))
                                                        .mapToObj(i -> entry(group, i))
                                                        .toList())));
    }

    private static SendMessageBatchRequestEntry entry(String group, int i) {
        return SendMessageBatchRequestEntry.builder()
                .id("m" + i)
                .messageGroupId(group)
                .messageBody(group + " " + i)
                .build();
    }

    /** Of all messages on the queue, seen or not. */
    private int left() {
        var names =
                List.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
        var all = sqs.getQueueAttributes(ask -> ask.queueUrl(url).attributeNames(names));
        return names.stream()
                .mapToInt(name -> Integer.parseInt(all.attributes().getOrDefault(name, "0")))
                .sum();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came");
            }
            Thread.sleep(10);
        }
    }
}
