package dev.tollgate.domain.control;

import dev.tollgate.domain.OrganisationId;
import java.util.List;

/** The levers that are pulled, of all organisations. Durable; every read is up to date. */
public interface KillSwitches {
    /** Pulls it; one that is pulled already gets the new reason. */
    void pull(KillSwitch lever);

    /**
     * Puts it back. {@link Target.All} is the same for every organisation.
     *
     * @return whether it was pulled
     */
    boolean putBack(OrganisationId organisation, Target target);

    /** Those that stop something of the organisation, the one for everybody first. */
    List<KillSwitch> standing(OrganisationId organisation);
}
