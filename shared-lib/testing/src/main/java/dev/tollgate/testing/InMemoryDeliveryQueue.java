package dev.tollgate.testing;

import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** The twin of the delivery queue: first in, first out, with no regard to delays. */
public final class InMemoryDeliveryQueue implements DeliveryQueue {
    private final Queue<Sent> waiting = new ArrayDeque<>();
    private final List<Buried> buried = new ArrayList<>();

    public record Sent(DeliveryOrder order, Duration delay) {}

    /** An order that was given up, or a message that was none. */
    public record Buried(Optional<DeliveryOrder> order, String reason, String text) {}

    @Override
    public synchronized void send(DeliveryOrder order, Duration delay) {
        waiting.add(new Sent(order, delay));
    }

    @Override
    public synchronized void bury(DeliveryOrder order, String reason, String history) {
        buried.add(new Buried(Optional.of(order), reason, history));
    }

    @Override
    public synchronized void buryUnreadable(String message, String reason) {
        buried.add(new Buried(Optional.empty(), reason, message));
    }

    /** Takes the one that waited longest. */
    public synchronized Optional<Sent> take() {
        return Optional.ofNullable(waiting.poll());
    }

    public synchronized List<Sent> waiting() {
        return List.copyOf(waiting);
    }

    public synchronized List<Buried> buried() {
        return List.copyOf(buried);
    }
}
