package dev.tollgate.local.gateway.sources;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that wait for their turn, which is fair: of the groups that have the fewest batches
 * under way the next in turn, a batch of it alone; and a group has at most as many batches under
 * way as there are workers idle. So whoever has much to do has at most half of the workers, the
 * next half of the rest, and one worker is there for whoever has nothing under way.
 */
final class Backlog {
    static final int LARGEST_BATCH = 10;

    private static final int MOST = 20_000;
    private static final long MOST_CHARACTERS = 64_000_000;

    private final Map<String, Deque<Held>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private int idle;
    private int messages;
    private long characters;
    private boolean closed;

    Backlog(int workers) {
        idle = workers;
    }

    /**
     * Waits until there is room for what one call may receive.
     *
     * @return false once it is closed
     */
    synchronized boolean awaitRoom() throws InterruptedException {
        while (!closed && (messages >= MOST || characters >= MOST_CHARACTERS)) {
            wait();
        }
        return !closed;
    }

    /** Takes them in, closed or not: somebody must give them back. */
    synchronized void add(List<Held> received) {
        for (var held : received) {
            waiting.computeIfAbsent(held.group(), _ -> new ArrayDeque<>()).add(held);
            messages++;
            characters += held.size();
        }
        notifyAll();
    }

    /** Waits for the next batch, whose {@link #done} the caller tells; empty once it is closed. */
    synchronized List<Held> take() throws InterruptedException {
        while (!closed) {
            var next = next();
            if (next.isPresent()) {
                return next.get();
            }
            wait();
        }
        return List.of();
    }

    private Optional<List<Held>> next() {
        return waiting.keySet().stream()
                .filter(group -> underWay(group) < idle)
                .min(Comparator.comparingInt(this::underWay))
                .map(this::batch);
    }

    private int underWay(String group) {
        return underWay.getOrDefault(group, 0);
    }

    private List<Held> batch(String group) {
        var rest = Optional.ofNullable(waiting.remove(group)).orElseThrow();
        var batch = new ArrayList<Held>();
        while (batch.size() < LARGEST_BATCH && !rest.isEmpty()) {
            var held = rest.remove();
            batch.add(held);
            messages--;
            characters -= held.size();
        }
        if (!rest.isEmpty()) {
            // Behind all others.
            waiting.put(group, rest);
        }
        underWay.merge(group, 1, Integer::sum);
        idle--;
        notifyAll();
        return batch;
    }

    /** The batch is no longer under way. */
    synchronized void done(List<Held> batch) {
        underWay.computeIfPresent(
                batch.getFirst().group(), (_, many) -> many == 1 ? null : many - 1);
        idle++;
        notifyAll();
    }

    /** Those the queue would show to others before then; from now they are held for longer. */
    synchronized List<Held> renew(Instant before, Instant until) {
        var old = new ArrayList<Held>();
        waiting.replaceAll((_, all) -> {
            var kept = new ArrayDeque<Held>();
            for (var held : all) {
                if (held.until().isBefore(before)) {
                    old.add(held);
                    kept.add(new Held(held.message(), until));
                } else {
                    kept.add(held);
                }
            }
            return kept;
        });
        return old;
    }

    synchronized int size() {
        return messages;
    }

    /** Nobody waits any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** All that nobody has taken. */
    synchronized List<Held> rest() {
        var rest = waiting.values().stream().flatMap(Deque::stream).toList();
        waiting.clear();
        messages = 0;
        characters = 0;
        return rest;
    }
}
