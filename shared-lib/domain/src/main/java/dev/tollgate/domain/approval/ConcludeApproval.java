package dev.tollgate.domain.approval;

import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import java.time.Instant;
import java.util.Optional;

/** Notes on the approval of a call, if it had one, that the call is over. */
public final class ConcludeApproval {
    private final Approvals approvals;

    public ConcludeApproval(Approvals approvals) {
        this.approvals = approvals;
    }

    /** May be repeated. Whoever meets another change of it reads again. */
    public void conclude(Invocation over) {
        var at = over.outcome().orElseThrow().at();
        while (running(over).filter(approval -> !noted(approval, over, at)).isPresent()) {
            Thread.onSpinWait();
        }
    }

    private Optional<Approval> running(Invocation over) {
        return over.approval()
                .flatMap(id -> approvals.find(over.organisation(), id))
                .filter(approval ->
                        approval.status() == ApprovalStatus.APPROVED
                                || approval.status() == ApprovalStatus.EXECUTING);
    }

    private boolean noted(Approval approval, Invocation over, Instant at) {
        boolean succeeded = over.status() == InvocationStatus.COMPLETED;
        return approvals.replace(
                approval.executed(succeeded),
                Step.system(succeeded ? Step.Kind.DONE : Step.Kind.FAILED, at));
    }
}
