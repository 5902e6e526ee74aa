package dev.tollgate.hold;

import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Approval.Refusal;
import dev.tollgate.domain.control.KillSwitch;

/** What came of a decision. */
public sealed interface Decided {
    /** It counts; the approval is as it stands after it. */
    record Done(Approval approval) implements Decided {}

    record NotFound() implements Decided {}

    /** It does not count; the approval is as it stands. */
    record Refused(Approval approval, Refusal why) implements Decided {}

    /** Somebody has pulled a kill switch. The approval still waits. */
    record Halted(Approval approval, KillSwitch lever) implements Decided {}

    /**
     * What would run is not what was asked for any more, or not what the approver has seen. The
     * approval still waits.
     *
     * @param what has changed, a sentence
     */
    record Changed(Approval approval, String what) implements Decided {}
}
