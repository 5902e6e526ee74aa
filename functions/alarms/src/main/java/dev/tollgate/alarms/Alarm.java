package dev.tollgate.alarms;

import java.time.Instant;
import java.util.Optional;

/**
 * A CloudWatch alarm that changed its state.
 *
 * @param was its state before
 * @param reason CloudWatch's own words
 * @param watches the metric, where there is one; a composite alarm and one of several metrics have
 *     none
 */
record Alarm(
        String name,
        String description,
        State state,
        State was,
        String reason,
        Instant since,
        String arn,
        String region,
        Optional<Metric> watches) {
    /** The three states of an alarm. */
    enum State {
        OK,
        ALARM,
        /** CloudWatch has too little data to tell. */
        INSUFFICIENT_DATA
    }

    record Metric(String namespace, String name) {}

    Alarm {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an alarm has a name");
        }
    }

    /** What the name ends with: {@code tollgate-FunctionErrors} is of the kind FunctionErrors. */
    String kind() {
        return name.substring(name.lastIndexOf('-') + 1);
    }

    /**
     * Whether people are to hear of it: an alarm was raised, or one is over or cannot be told any
     * more. A new alarm that finds its first data, or one without traffic, is no news.
     */
    boolean isNews() {
        return state == State.ALARM || was == State.ALARM;
    }

    /** One plain sentence and CloudWatch's reason. */
    String sentence() {
        var what =
                switch (state) {
                    case ALARM -> "is raised";
                    case OK -> "is over";
                    case INSUFFICIENT_DATA -> "cannot be told any more for lack of data";
                };
        return "The alarm %s %s, since %s. %s".formatted(name, what, since, reason).strip();
    }
}
