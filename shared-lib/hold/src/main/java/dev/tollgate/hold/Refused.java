package dev.tollgate.hold;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;

/** How a held call ends that nobody agreed to. */
final class Refused {
    private Refused() {}

    static Invocation row(Invocation held, Approval refused) {
        var closing = refused.closing().orElseThrow();
        return held.ended(
                InvocationStatus.REFUSED,
                Money.ZERO,
                Outcome.refused(
                        closing.at(), "approval_" + refused.status().text(), sentence(refused)));
    }

    static String sentence(Approval refused) {
        var what =
                switch (refused.status()) {
                    case REJECTED -> "The call was rejected";
                    case CANCELLED -> "The call was cancelled";
                    case EXPIRED -> "Nobody agreed to the call in time";
                    case PENDING, APPROVED, EXECUTING, DONE, FAILED ->
                            throw new IllegalArgumentException(
                                    "not refused: " + refused.status().text());
                };
        return refused.closing()
                .flatMap(closing -> closing.reason())
                .filter(_ -> refused.status() != ApprovalStatus.EXPIRED)
                .map(reason -> what + ": " + reason)
                .orElse(what + ".");
    }
}
