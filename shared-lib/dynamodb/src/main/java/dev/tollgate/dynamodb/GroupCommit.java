package dev.tollgate.dynamodb;

import dev.tollgate.domain.audit.AuditEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Lets many threads write to one chain without waiting for each other's round trips in a row:
 * whoever gets the turn writes all that has gathered meanwhile.
 */
final class GroupCommit {
    /**
     * With the head as many as one <a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
     * takes.
     */
    static final int MOST = 99;

    private final Consumer<List<AuditEvent>> write;
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Ticket> waiting = new ArrayDeque<>();

    /** {@code write} is called by one thread at a time. */
    GroupCommit(Consumer<List<AuditEvent>> write) {
        this.write = write;
    }

    /** What one caller wants recorded; what came of it is read and written in turn. */
    private static final class Ticket {
        private final List<AuditEvent> events;
        private boolean over;
        private Optional<RuntimeException> failure = Optional.empty();

        Ticket(List<AuditEvent> events) {
            this.events = events;
        }
    }

    /** Returns once the events are written. */
    void record(List<AuditEvent> events) {
        var own = new Ticket(List.copyOf(events));
        synchronized (waiting) {
            waiting.add(own);
        }
        turn.lock();
        try {
            while (!own.over) {
                commit(gathered());
            }
        } finally {
            turn.unlock();
        }
        own.failure.ifPresent(failure -> {
            throw new IllegalStateException("the audit was not written", failure);
        });
    }

    /** The first, whatever its size, and as many as fit with it. */
    private List<Ticket> gathered() {
        var tickets = new ArrayList<Ticket>();
        int size = 0;
        synchronized (waiting) {
            while (!waiting.isEmpty()) {
                size += waiting.element().events.size();
                if (size > MOST && !tickets.isEmpty()) {
                    break;
                }
                tickets.add(waiting.remove());
            }
        }
        return tickets;
    }

    private void commit(List<Ticket> tickets) {
        try {
            tickets.stream()
                    .flatMap(ticket -> ticket.events.stream())
                    .gather(Gatherers.windowFixed(MOST))
                    .forEach(write);
        } catch (RuntimeException e) {
            if (tickets.size() > 1 && isRefused(e)) {
                // One that DynamoDB does not take must not cost the others.
                tickets.forEach(ticket -> commit(List.of(ticket)));
                return;
            }
            tickets.forEach(ticket -> ticket.failure = Optional.of(e));
        }
        tickets.forEach(ticket -> ticket.over = true);
    }

    /** As opposed to not reached, not allowed now, or too busy. */
    private static boolean isRefused(RuntimeException e) {
        return e instanceof DynamoDbException refused
                && refused.statusCode() == 400
                && !refused.isThrottlingException();
    }
}
