package dev.tollgate.alarms;

import dev.tollgate.domain.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what came of an event: for the answer, and for the metrics. */
final class Done {
    /** What may come of it. */
    enum What {
        /** A destination is told of an alarm. */
        SENT,
        /** It was told before. */
        REPEATED,
        /** It cannot be told. */
        SKIPPED,
        /** An agent was suspended. */
        SUSPENDED,
        /** A notification is none of an alarm. */
        UNREADABLE;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<What, Integer> counts = new EnumMap<>(What.class);
    private final Metrics metrics;

    Done(Metrics metrics) {
        this.metrics = metrics;
        for (var what : What.values()) {
            counts.put(what, 0);
        }
    }

    void sent() {
        told(What.SENT, "sent");
    }

    void repeated() {
        told(What.REPEATED, "repeated");
    }

    /** {@code reason}: one of few, in the form of a metric's dimension. */
    void skipped(String reason) {
        told(What.SKIPPED, reason);
    }

    void unreadable() {
        add(What.UNREADABLE);
        metrics.count("alarm_notifications_unreadable", Map.of());
    }

    void suspended(String platform) {
        add(What.SUSPENDED);
        metrics.count("external_agent_suspended", Map.of("platform", platform));
    }

    /** An agent may be exhausted, but the books cannot say for sure. */
    void undecided(String platform) {
        metrics.count("external_agent_exhaustion_unknown", Map.of("platform", platform));
    }

    Map<String, Integer> counts() {
        var answer = new TreeMap<String, Integer>();
        counts.forEach((what, count) -> answer.put(what.text(), count));
        return answer;
    }

    private void told(What what, String outcome) {
        add(what);
        metrics.count("alarm_notifications", Map.of("outcome", outcome));
    }

    private void add(What what) {
        counts.merge(what, 1, Integer::sum);
    }
}
