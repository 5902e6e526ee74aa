package dev.tollgate.delivery;

import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What agents answer. */
final class Answers {
    static final Execution OK =
            new Execution.Answered(
                    200,
                    "{\"reply\":\"hi\"}",
                    "application/json",
                    Map.of(),
                    new DeclaredCost.Absent("none"),
                    Duration.ofMillis(20));
    static final Execution BUSY = new Execution.Failed(503, "busy", Optional.empty());
    static final Execution BROKEN = new Execution.Failed(500, "oops", Optional.empty());
    static final Execution BAD = new Execution.Rejected(400, "{\"error\":\"no such model\"}");
    static final Execution SLOW = new Execution.TimedOut(Duration.ofSeconds(30));

    private Answers() {}

    static Execution later(Duration wait) {
        return new Execution.Failed(429, "slow down", Optional.of(wait));
    }
}
