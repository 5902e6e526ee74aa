package dev.tollgate.domain.approval;

import dev.tollgate.domain.OrganisationId;

/** The rules of approval that organisations set. */
public interface ApprovalSettings {
    /** {@link ApprovalRules#NONE} if nothing was ever set. */
    ApprovalRules find(OrganisationId organisation);

    /** Whether they still were at the version before {@code rules.version()}, and now are these. */
    boolean replace(OrganisationId organisation, ApprovalRules rules);
}
