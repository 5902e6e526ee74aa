package dev.tollgate.testing;

import dev.tollgate.domain.policy.Policies;

final class InMemoryPoliciesTest extends PoliciesContract {
    private final Policies policies = new InMemoryPolicies();

    @Override
    protected Policies policies() {
        return policies;
    }
}
