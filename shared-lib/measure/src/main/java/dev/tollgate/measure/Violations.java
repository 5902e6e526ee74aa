package dev.tollgate.measure;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.measure.Increment;
import dev.tollgate.domain.measure.Sheet;
import dev.tollgate.domain.measure.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which agents run into which rate limits: one sheet of each organisation for every five minutes,
 * for the last hour, and one for every hour, for the last day.
 */
public final class Violations {
    private static final Duration MARGIN = Duration.ofHours(1);
    private static final int MOST = 5_000;
    private static final String OTHER = "other";

    private final Gather gather;
    private final InstantSource clock;

    Violations(Gather gather, InstantSource clock) {
        this.gather = gather;
        this.clock = clock;
    }

    /** How far back it is counted, and in what steps. */
    private enum Span {
        HOUR(Duration.ofHours(1), Duration.ofMinutes(5)),
        DAY(Duration.ofDays(1), Duration.ofHours(1));

        private final Duration length;
        private final Duration step;

        Span(Duration length, Duration step) {
            this.length = length;
            this.step = step;
        }

        private long number(Instant at) {
            return Math.floorDiv(at.getEpochSecond(), step.toSeconds());
        }

        /** The beginning of the step that the span begins in. */
        private Instant since(Instant now) {
            return Instant.ofEpochSecond(number(now.minus(length)) * step.toSeconds());
        }

        private Sheet sheet(OrganisationId organisation, long number) {
            return new Sheet(
                    "violations:%s:%s:%d"
                            .formatted(organisation, name().toLowerCase(Locale.ROOT), number),
                    MOST,
                    Optional.of(length.plus(MARGIN)));
        }

        private List<Sheet> sheets(OrganisationId organisation, Instant now) {
            var sheets = new ArrayList<Sheet>();
            for (long number = number(now.minus(length)); number <= number(now); number++) {
                sheets.add(sheet(organisation, number));
            }
            return sheets;
        }
    }

    /** The limit refused a call of the agent. */
    public void count(OrganisationId organisation, AgentId agent, RateRule rule) {
        var now = clock.instant();
        var entry = agent + " " + rule.name();
        gather.add(
                List.of(
                        increment(Span.HOUR.sheet(organisation, Span.HOUR.number(now)), entry),
                        increment(Span.DAY.sheet(organisation, Span.DAY.number(now)), entry)));
    }

    private static Increment increment(Sheet sheet, String entry) {
        return new Increment(sheet, entry, OTHER, 1);
    }

    /**
     * How often the limit refused a call of the agent.
     *
     * @param agent empty for all those there was no room for
     */
    public record Count(Optional<AgentId> agent, String limit, long lastHour, long lastDay) {}

    /** From when on they are counted: up to a step earlier than an hour or a day ago. */
    public record Report(Instant hourSince, Instant daySince, List<Count> counts) {}

    /**
     * In the order of agents and limits.
     *
     * @throws CountersDown if the tallies do not answer
     */
    public static Report read(Tallies tallies, OrganisationId organisation, Instant now) {
        var hour = Span.HOUR.sheets(organisation, now);
        var all = new ArrayList<>(hour);
        all.addAll(Span.DAY.sheets(organisation, now));
        var read = tallies.read(all);
        var lastHour = sum(read.subList(0, hour.size()));
        var lastDay = sum(read.subList(hour.size(), read.size()));
        return new Report(
                Span.HOUR.since(now),
                Span.DAY.since(now),
                lastDay.keySet().stream()
                        .map(entry ->
                                count(
                                        entry,
                                        lastHour.getOrDefault(entry, 0L),
                                        lastDay.getOrDefault(entry, 0L)))
                        .toList());
    }

    private static SortedMap<String, Long> sum(List<SortedMap<String, Long>> sheets) {
        var sums = new TreeMap<String, Long>();
        sheets.forEach(
                sheet -> sheet.forEach((entry, count) -> sums.merge(entry, count, Long::sum)));
        return sums;
    }

    private static Count count(String entry, long hour, long day) {
        var parts = entry.split(" ", 2);
        return parts.length == 2
                ? new Count(Optional.of(new AgentId(parts[0])), parts[1], hour, day)
                : new Count(Optional.empty(), OTHER, hour, day);
    }
}
