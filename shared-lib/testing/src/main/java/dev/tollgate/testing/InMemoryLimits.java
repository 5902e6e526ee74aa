package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.admission.OrganisationLimits;
import java.util.HashMap;
import java.util.Map;

/** The twin of {@link Limits}. */
public final class InMemoryLimits implements Limits {
    private final Map<OrganisationId, OrganisationLimits> all = new HashMap<>();

    @Override
    public synchronized OrganisationLimits find(OrganisationId organisation) {
        return all.getOrDefault(organisation, OrganisationLimits.NONE);
    }

    @Override
    public synchronized boolean replace(OrganisationId organisation, OrganisationLimits limits) {
        if (find(organisation).version() != limits.version() - 1) {
            return false;
        }
        all.put(organisation, limits);
        return true;
    }
}
