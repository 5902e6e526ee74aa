package dev.tollgate.domain.admission;

import dev.tollgate.domain.OrganisationId;

/** The limits that organisations set. */
public interface Limits {
    /** {@link OrganisationLimits#NONE} if nothing was ever set. */
    OrganisationLimits find(OrganisationId organisation);

    /**
     * Whether they still were at the version before {@code limits.version()}, and now are these.
     */
    boolean replace(OrganisationId organisation, OrganisationLimits limits);
}
