package dev.tollgate.dynamodb;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Writes that happen all or not at all. A transaction that met another on the same row has done
 * nothing and is tried again, which the SDK leaves to its callers; see <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling">transaction
 * conflicts</a>.
 */
final class Transactions {
    private static final int ATTEMPTS = 12;
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final DynamoDbClient client;
    private final RandomGenerator random;
    private final int attempts;

    Transactions(DynamoDbClient client, RandomGenerator random) {
        this(client, random, ATTEMPTS);
    }

    /**
     * For rows that many write at once.
     *
     * @param attempts of each transaction; the later ones are 0.1 s apart on average
     */
    Transactions(DynamoDbClient client, RandomGenerator random, int attempts) {
        this.client = client;
        this.random = random;
        this.attempts = attempts;
    }

    /** What came of the writes. */
    sealed interface Written {}

    record Done() implements Written {}

    /** The condition of this write, the first such, did not hold; nothing was written. */
    record Refused(int write) implements Written {}

    Written write(List<TransactWriteItem> writes) {
        var refusals = refusals(writes);
        return refusals.isEmpty() ? new Done() : new Refused(refusals.getFirst());
    }

    /**
     * Which writes' conditions did not hold, in order; if there are none, all was written. The SDK
     * gives each request a token, so that what it repeats after a lost answer is done once.
     */
    List<Integer> refusals(List<TransactWriteItem> writes) {
        for (int attempt = 1; ; attempt++) {
            try {
                client.transactWriteItems(request -> request.transactItems(writes));
                return List.of();
            } catch (TransactionCanceledException e) {
                var refused = all("ConditionalCheckFailed", e.cancellationReasons());
                if (!refused.isEmpty()) {
                    return refused;
                }
                if (all("TransactionConflict", e.cancellationReasons()).isEmpty()
                        || attempt == attempts) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    private static List<Integer> all(String code, List<CancellationReason> reasons) {
        return IntStream.range(0, reasons.size())
                .filter(i -> code.equals(reasons.get(i).code()))
                .boxed()
                .toList();
    }

    void pause(int attempt) {
        try {
            Thread.sleep(
                    random.nextInt(Math.min(LONGEST_PAUSE_MILLIS, 10 << Math.min(attempt, 5)) + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two attempts", e);
        }
    }
}
