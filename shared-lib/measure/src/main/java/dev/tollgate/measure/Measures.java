package dev.tollgate.measure;

import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.measure.Tallies;
import dev.tollgate.lambda.EmfMetrics;
import dev.tollgate.lambda.Environment;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What a function measures with. */
public record Measures(Metrics metrics, Violations violations) {
    /** {@code METRICS_FLUSH_SECONDS} if it is not set. */
    private static final Duration USUAL = Duration.ofSeconds(5);

    /**
     * Opens no connection. At a rehearsal nothing is measured, or it would count as what happened.
     */
    public static Measures on(
            Line line,
            Environment environment,
            Tallies tallies,
            InstantSource clock,
            RandomGenerator random) {
        var first = EmfMetrics.on(line, environment);
        return switch (line) {
            case NETWORK -> {
                var gather =
                        new Gather(
                                tallies,
                                environment.seconds("METRICS_FLUSH_SECONDS", USUAL),
                                clock,
                                random,
                                Thread.ofVirtual().name("tallies-", 0)::start);
                yield new Measures(new SharedMetrics(first, gather), new Violations(gather, clock));
            }
            case REHEARSAL ->
                    new Measures(
                            first,
                            new Violations(
                                    new Gather(tallies, USUAL, clock, random, _ -> {}), clock));
        };
    }

    /** Adds everything to the tallies at once, for tests. */
    public static Measures at(
            Metrics first, Tallies tallies, InstantSource clock, RandomGenerator random) {
        var gather = new Gather(tallies, Duration.ZERO, clock, random, Runnable::run);
        return new Measures(new SharedMetrics(first, gather), new Violations(gather, clock));
    }
}
