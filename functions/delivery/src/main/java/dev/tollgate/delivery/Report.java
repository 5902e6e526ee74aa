package dev.tollgate.delivery;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.domain.outbound.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is written down of an attempt, and how a call ends that an attempt ended. */
final class Report {
    private Report() {}

    /**
     * With the code of the ending that this attempt would be.
     *
     * @param next the attempt that follows, which says whether this one counts
     */
    static DeliveryAttempt of(
            DeliveryOrder order,
            Instant began,
            Instant over,
            Execution execution,
            Ending ending,
            Optional<Turn> next) {
        return new DeliveryAttempt(
                order.attempt(),
                began,
                ending.outcome().code().orElse("delivered"),
                ending.outcome().upstreamStatus(),
                between(began, over),
                next.filter(it -> it.counted() == order.turn().counted()).isEmpty(),
                execution.mayHaveRun(),
                excerpt(execution));
    }

    /** The clock of a machine may be set back. */
    private static Duration between(Instant began, Instant over) {
        var took = Duration.between(began, over);
        return took.isNegative() ? Duration.ZERO : took;
    }

    private static String excerpt(Execution execution) {
        return switch (execution) {
            case Execution.Answered answered -> answered.body();
            case Execution.Rejected rejected -> rejected.excerpt();
            case Execution.Failed failed -> failed.excerpt();
            case Execution.TimedOut timedOut -> "No answer within " + seconds(timedOut.after());
            case Execution.Unreachable unreachable -> unreachable.reason();
            case Execution.Broken broken -> broken.reason();
            case Execution.TooLarge tooLarge -> tooLarge.reason();
            case Execution.Blocked blocked -> blocked.reason();
            case Execution.NoToken noToken -> noToken.reason();
        };
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    /** Says how many attempts were made before the call was given up. */
    static Ending givenUp(Ending ending, int attempts) {
        var outcome = ending.outcome();
        return new Ending(
                ending.status(),
                ending.cost(),
                new Outcome(
                        outcome.at(),
                        outcome.code(),
                        Optional.of(
                                outcome.detail().orElse("The call failed.")
                                        + " Given up after "
                                        + attempts
                                        + (attempts == 1 ? " attempt." : " attempts.")),
                        outcome.upstreamStatus(),
                        outcome.output()));
    }

    static Ending refused(String code, String detail, Instant at) {
        return new Ending(InvocationStatus.FAILED, Money.ZERO, Outcome.refused(at, code, detail));
    }
}
