package dev.tollgate.dynamodb;

import dev.tollgate.domain.policy.Policies;
import dev.tollgate.testing.PoliciesContract;
import java.security.SecureRandom;

final class DynamoPoliciesTest extends PoliciesContract {
    private static final Policies POLICIES =
            new DynamoPolicies(LocalTables.shared(), new SecureRandom());

    @Override
    protected Policies policies() {
        return POLICIES;
    }
}
