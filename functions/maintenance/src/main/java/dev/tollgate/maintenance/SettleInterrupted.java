package dev.tollgate.maintenance;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.approval.ConcludeApproval;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.lineage.Conclude;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.Outcome;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Ends the calls whose function stopped in the middle. Whether their agents did anything is not
 * known, so they cost what was held for them.
 */
final class SettleInterrupted {
    private static final String DETAIL =
            "The gate stopped in the middle of this call. Whether the agent did anything is not"
                    + " known; what was held for it is charged.";

    private final Lineage lineage;
    private final Conclude conclude;
    private final ConcludeApproval concludeApproval;
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;

    SettleInterrupted(
            Lineage lineage,
            Conclude conclude,
            ConcludeApproval concludeApproval,
            Audit audit,
            Ids ids,
            InstantSource clock) {
        this.lineage = lineage;
        this.conclude = conclude;
        this.concludeApproval = concludeApproval;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** How many it ended; there may be more. */
    int settle() {
        int settled = 0;
        for (var row : lineage.overdue(clock.instant())) {
            if (row.status() == InvocationStatus.HELD) {
                // It never ran. What becomes of it is decided where it waits.
                continue;
            }
            audit.record(interrupted(row));
            var ending = ending(row);
            if (conclude.conclude(row, ending)) {
                concludeApproval.conclude(
                        row.ended(ending.status(), ending.cost(), ending.outcome()));
                settled++;
            }
        }
        return settled;
    }

    private Ending ending(Invocation row) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Ending(
                InvocationStatus.INTERRUPTED,
                row.held(),
                Outcome.refused(now, "interrupted", DETAIL));
    }

    private AuditEvent interrupted(Invocation row) {
        return new AuditEvent(
                ids.audit(),
                row.organisation(),
                clock.instant(),
                "external_agent.invocation.interrupted",
                "system",
                row.agent().value(),
                Map.of(
                        "invocation", row.id().value(),
                        "charged_usd", row.held().toUsd().toPlainString()));
    }
}
