package dev.tollgate.measure;

import dev.tollgate.domain.measure.Batch;
import dev.tollgate.domain.measure.Increment;
import dev.tollgate.domain.measure.Sheet;
import dev.tollgate.domain.measure.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what this process counts and adds it to the tallies in the background, at most once in a
 * while: nobody who counts waits for it. A batch that may not have arrived is tried again under its
 * number, so nothing is added twice. Lambda may stop a process between two events for good: then
 * what it has counted since its last batch is lost, and a batch that was under way may be.
 */
final class Gather {
    private static final Logger LOG = LoggerFactory.getLogger(Gather.class);
    private static final int WRITER_BYTES = 12;

    /** While the tallies are down no more entries than these are kept apart. */
    private static final int MOST = 10_000;

    private final Tallies tallies;
    private final Duration every;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Executor background;
    private final Map<Place, Long> gathered = new HashMap<>();
    private final AtomicBoolean sending = new AtomicBoolean();
    private volatile Instant next = Instant.MIN;
    // Of whoever is sending.
    private Optional<Batch> underWay = Optional.empty();
    private String writer = "";
    private long number;

    Gather(
            Tallies tallies,
            Duration every,
            InstantSource clock,
            RandomGenerator random,
            Executor background) {
        this.tallies = tallies;
        this.every = every;
        this.clock = clock;
        this.random = random;
        this.background = background;
    }

    private record Place(Sheet sheet, String entry, String otherwise) {}

    void add(List<Increment> increments) {
        increments.forEach(this::put);
        sendIfDue();
    }

    private synchronized void put(Increment increment) {
        var place = new Place(increment.sheet(), increment.entry(), increment.otherwise());
        var kept =
                gathered.size() < MOST || gathered.containsKey(place)
                        ? place
                        : new Place(place.sheet(), place.otherwise(), place.otherwise());
        gathered.merge(kept, increment.by(), Long::sum);
    }

    /** In the midst of an event too, while that waits for something else. */
    void sendIfDue() {
        var now = clock.instant();
        if (!now.isBefore(next) && sending.compareAndSet(false, true)) {
            next = now.plus(every);
            background.execute(this::sendAndLeave);
        }
    }

    private void sendAndLeave() {
        try {
            send();
        } catch (RuntimeException e) {
            LOG.warn("what was counted could not be added to the tallies; it is tried again", e);
        } finally {
            sending.set(false);
        }
    }

    private void send() {
        if (underWay.isEmpty()) {
            underWay = drain();
        }
        if (underWay.isPresent()) {
            tallies.add(underWay.get());
            underWay = Optional.empty();
        }
    }

    private Optional<Batch> drain() {
        var increments = take();
        if (increments.isEmpty()) {
            return Optional.empty();
        }
        if (writer.isEmpty()) {
            // Not before: all processes that start from one snapshot would be one writer.
            var bytes = new byte[WRITER_BYTES];
            random.nextBytes(bytes);
            writer = HexFormat.of().formatHex(bytes);
        }
        return Optional.of(new Batch(writer, ++number, increments));
    }

    private synchronized List<Increment> take() {
        var increments = new ArrayList<Increment>(gathered.size());
        gathered.forEach((place, by) ->
                increments.add(new Increment(place.sheet(), place.entry(), place.otherwise(), by)));
        gathered.clear();
        return increments;
    }
}
