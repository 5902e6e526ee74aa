package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.approval.ApprovalSettings;
import java.util.HashMap;
import java.util.Map;

/** The twin of {@link ApprovalSettings}. */
public final class InMemoryApprovalSettings implements ApprovalSettings {
    private final Map<OrganisationId, ApprovalRules> all = new HashMap<>();

    @Override
    public synchronized ApprovalRules find(OrganisationId organisation) {
        return all.getOrDefault(organisation, ApprovalRules.NONE);
    }

    @Override
    public synchronized boolean replace(OrganisationId organisation, ApprovalRules rules) {
        if (find(organisation).version() != rules.version() - 1) {
            return false;
        }
        all.put(organisation, rules);
        return true;
    }
}
