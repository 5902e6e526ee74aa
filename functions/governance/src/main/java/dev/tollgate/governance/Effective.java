package dev.tollgate.governance;

import dev.tollgate.lambda.Answer;
import java.time.Duration;
import java.util.Map;

/**
 * Tells a caller within what time a change takes effect: warm functions decide by a copy of the
 * rules until it is that old.
 */
record Effective(Duration within) {
    static final String FIELD = "effective_within_seconds";

    private static final String HEADER = "X-Effective-Within-Seconds";

    /** Whole seconds, rounded up. */
    long seconds() {
        return within.plusSeconds(1).minusNanos(1).toSeconds();
    }

    Answer in(Answer answer) {
        return answer.with(Map.of(HEADER, Long.toString(seconds())));
    }
}
