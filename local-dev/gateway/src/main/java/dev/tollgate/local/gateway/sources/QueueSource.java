package dev.tollgate.local.gateway.sources;

import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Stands for an event source mapping: takes messages from a queue, hands them to a function, up to
 * ten at once, and deletes those it is done with. The others come back when their visibility ends,
 * and go to the dead-letter queue when they came too often.
 *
 * <p>It stands for the queue's fairness too (<a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html">fair
 * queues</a>: the backlog of one message group, or its slowness, does not delay the others), which
 * the local server does not have. So it receives as fast as it can, holds what it received in a
 * {@link Backlog}, up to 20,000 messages, and hands it out in turn. What it still holds when it is
 * closed it gives back at once; that counts as having been received, as any receipt does.
 */
public final class QueueSource implements AutoCloseable {
    private static final int RECEIVERS = 4;
    private static final int MOST_WORKERS = 8;
    private static final int POLL_SECONDS = 1;

    /** As many as the local server gives: the sooner all are here, the sooner each has its turn. */
    private static final int RECEIVED_AT_ONCE = 100;

    /** The queue counts in seconds, and a machine may stand still for some. */
    private static final Duration SHORTEST_SPARE = Duration.ofSeconds(10);

    /**
     * A message is held for longer the more are before it, and renewed seldom: with 10,000 held,
     * the local server sorts them all for each one whose visibility changes.
     */
    private static final Duration HOLD_FOR_EACH_BEFORE = Duration.ofMillis(50);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final InstantSource clock = InstantSource.system();
    private final SqsClient sqs;
    private final String url;
    private final Lambda function;
    private final Duration visibility;
    private final Duration spare;
    private final Backlog backlog;
    private final List<Loop> receivers;
    private final List<Loop> workers;
    private final Loop keeper;

    private QueueSource(SqsClient sqs, String url, Lambda function) {
        this.sqs = sqs;
        this.url = url;
        this.function = function;
        int places = Math.min(MOST_WORKERS, function.places());
        visibility = visibility();
        spare = visibility.dividedBy(4).plus(SHORTEST_SPARE);
        backlog = new Backlog(places);
        receivers = loops(RECEIVERS, "receiver", this::receive);
        workers = loops(places, "worker", this::work);
        keeper = Loop.start("keeper of queue " + queue(), this::keep);
    }

    /** Starts to receive; the client stays the caller's to close. */
    public static QueueSource start(SqsClient sqs, String url, Lambda function) {
        return new QueueSource(sqs, url, function);
    }

    private List<Loop> loops(int number, String what, Loop.Turn turn) {
        return IntStream.range(0, number)
                .mapToObj(i -> Loop.start(what + " " + i + " of queue " + queue(), turn))
                .toList();
    }

    private String queue() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** After a message was handed out, the queue shows it again so late. */
    private Duration visibility() {
        var name = QueueAttributeName.VISIBILITY_TIMEOUT;
        var all = sqs.getQueueAttributes(ask -> ask.queueUrl(url).attributeNames(name));
        return Duration.ofSeconds(Long.parseLong(all.attributes().getOrDefault(name, "30")));
    }

    private void receive() throws InterruptedException {
        if (!backlog.awaitRoom()) {
            return;
        }
        var hold = hold();
        var until = clock.instant().plus(hold);
        var messages =
                sqs.receiveMessage(ask ->
                                ask.queueUrl(url)
                                        .maxNumberOfMessages(RECEIVED_AT_ONCE)
                                        .visibilityTimeout(seconds(hold))
                                        .waitTimeSeconds(POLL_SECONDS)
                                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                                        .messageAttributeNames("All"))
                        .messages();
        backlog.add(messages.stream().map(message -> new Held(message, until)).toList());
    }

    /** So long that one that is handed over is not shown to others while the function has it. */
    private Duration hold() {
        return visibility
                .plus(spare)
                .plus(spare)
                .plus(HOLD_FOR_EACH_BEFORE.multipliedBy(backlog.size()));
    }

    private void keep() throws InterruptedException {
        Thread.sleep(spare.dividedBy(2));
        var now = clock.instant();
        var hold = hold();
        show(backlog.renew(now.plus(visibility).plus(spare), now.plus(hold)), hold);
    }

    private void work() throws InterruptedException {
        var batch = backlog.take();
        if (!batch.isEmpty()) {
            try {
                hand(batch);
            } finally {
                backlog.done(batch);
            }
        }
    }

    /** Those that the function is not done with come back as if they had just been received. */
    private void hand(List<Held> held) {
        var due = clock.instant().plus(visibility);
        var batch = new Batch(queue(), held.stream().map(Held::message).toList());
        var done =
                function.invoke(batch.event()) instanceof Invoked.Answered answered
                        ? batch.done(answered.payload())
                        : List.<Message>of();
        delete(done);
        var left = Duration.between(clock.instant(), due);
        show(
                held.stream().filter(each -> !done.contains(each.message())).toList(),
                left.isPositive() ? left : Duration.ZERO);
    }

    /** Lets the queue show them to others so long from now. */
    private void show(List<Held> held, Duration after) {
        IntStream.iterate(0, from -> from < held.size(), from -> from + Backlog.LARGEST_BATCH)
                .mapToObj(from ->
                        held.subList(from, Math.min(from + Backlog.LARGEST_BATCH, held.size())))
                .toList()
                .parallelStream()
                .forEach(ten ->
                        sqs.changeMessageVisibilityBatch(ask ->
                                ask.queueUrl(url)
                                        .entries(
                                                ten.stream()
                                                        .map(each -> entry(each.message(), after))
                                                        .toList())));
    }

    private static ChangeMessageVisibilityBatchRequestEntry entry(Message message, Duration after) {
        return ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(message.messageId())
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(seconds(after))
                .build();
    }

    private void delete(List<Message> done) {
        if (!done.isEmpty()) {
            sqs.deleteMessageBatch(ask ->
                    ask.queueUrl(url)
                            .entries(
                                    done.stream()
                                            .map(message ->
                                                    DeleteMessageBatchRequestEntry.builder()
                                                            .id(message.messageId())
                                                            .receiptHandle(message.receiptHandle())
                                                            .build())
                                            .toList()));
        }
    }

    private static int seconds(Duration duration) {
        return (int) duration.toSeconds();
    }

    /** Lets what is under way come to its end, if that is soon. */
    @Override
    public void close() {
        var loops = Stream.concat(receivers.stream(), workers.stream()).toList();
        loops.forEach(Loop::finish);
        backlog.close();
        keeper.close();
        var deadline = clock.instant().plus(PATIENCE);
        for (var loop : loops) {
            var left = Duration.between(clock.instant(), deadline);
            loop.close(left.isPositive() ? left : Duration.ZERO);
        }
        show(backlog.rest(), Duration.ZERO);
    }
}
