package dev.tollgate.invocation;

import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.BudgetState;
import dev.tollgate.domain.admission.RateState;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.policy.Decision;
import java.time.Duration;
import java.util.List;

/** What came of a call. */
sealed interface Invoked {
    /** Carried out, whatever the agent made of it, or queued; the row tells. */
    record Carried(Invocation row, Limits limits) implements Invoked {}

    /** Let in, and waiting for people to agree. */
    record Held(Invocation row, Approval approval, Limits limits) implements Invoked {}

    /** The same request came before: this is what came of it, or comes of it in a while. */
    record Replayed(Invocation row) implements Invoked {}

    record NoSuchAgent() implements Invoked {}

    record Suspended(Invocation row) implements Invoked {}

    /** Somebody has pulled a kill switch. */
    record Halted(Invocation row) implements Invoked {}

    /** The agent's platform cannot show such a message. */
    record Unfit(Invocation row, String why) implements Invoked {}

    record TooLargeToQueue(Invocation row, int most) implements Invoked {}

    /** The key was used with another request. */
    record KeyMismatch(Invocation row) implements Invoked {}

    /** The same request is being carried out right now. */
    record InProgress(Duration retryAfter) implements Invoked {}

    record Denied(Invocation row, Decision.Denied decision) implements Invoked {}

    record RateLimited(Invocation row, Admission.RateLimited limit) implements Invoked {}

    record TooManyAtOnce(Invocation row, Admission.TooManyAtOnce limit) implements Invoked {}

    record OverBudget(Invocation row, Admission.OverBudget limit, Duration resetsIn)
            implements Invoked {}

    record Undecided(Invocation row, Admission.Undecided why) implements Invoked {}

    /**
     * How far the limits are used, this call included.
     *
     * @param exact whether the shared counters said so
     */
    record Limits(List<RateState> rates, List<BudgetState> budgets, boolean exact) {}
}
