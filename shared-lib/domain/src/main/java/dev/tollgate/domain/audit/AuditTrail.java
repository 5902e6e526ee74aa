package dev.tollgate.domain.audit;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.WriterId;
import java.util.List;
import java.util.Optional;

/** What was recorded, to be read. */
public interface AuditTrail {
    /** As many as one read answers at most. */
    int MOST = 1000;

    /** As many as one answers that asks for no number. */
    int USUAL = 200;

    /**
     * The latest first; what does not fit the query does not count. A page may have fewer than
     * {@code most} entries though there are more, which its {@code next} says.
     *
     * @param before only entries before this one
     */
    Page<AuditEntry> latest(
            OrganisationId organisation, AuditQuery query, int most, Optional<AuditId> before);

    /** The same from the other end: the earliest first, those after {@code after}. */
    Page<AuditEntry> earliest(
            OrganisationId organisation, AuditQuery query, int most, Optional<AuditId> after);

    /**
     * A stretch of a writer's chain in its order: those that are there with a number from {@code
     * from} to {@code to}, at most {@link #MOST}.
     */
    List<AuditEntry> chain(OrganisationId organisation, WriterId writer, long from, long to);
}
