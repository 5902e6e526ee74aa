package dev.tollgate.testing;

import static dev.tollgate.testing.SamplePolicies.allowAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.admission.ScopedLimits;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.governance.Rulebook;
import dev.tollgate.domain.policy.CombiningAlgorithm;
import dev.tollgate.domain.policy.FailMode;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicyRef;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RulebookTest {
    private static final Duration AGE = Duration.ofSeconds(60);

    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
    private final OrganisationId acme = ids.organisation();
    private final Counting policies = new Counting();
    private final InMemoryLimits limits = new InMemoryLimits();
    private final InMemoryApprovalSettings approvals = new InMemoryApprovalSettings();
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final Rulebook rulebook =
            new Rulebook(
                    policies,
                    limits,
                    approvals,
                    CombiningAlgorithm.ALLOW_OVERRIDES,
                    FailMode.OPEN,
                    AGE,
                    2,
                    () -> now);

    @Test
    void compilesWithTheChosenAlgorithmAndFailMode() {
        var set = rulebook.of(acme).policies();

        assertThat(set.algorithm()).isEqualTo(CombiningAlgorithm.ALLOW_OVERRIDES);
        assertThat(set.failMode()).isEqualTo(FailMode.OPEN);
    }

    @Test
    void keepsItsCopyForItsAgeAndNotLonger() {
        var before = rulebook.of(acme);
        policies.add(acme, allowAll("new"));
        limits.replace(acme, inBerlin());
        approvals.replace(acme, ApprovalRules.NONE.withVersion(1));

        now = now.plus(AGE).minusMillis(1);
        assertThat(rulebook.of(acme)).isSameAs(before);
        now = now.plusMillis(1);
        var after = rulebook.of(acme);

        assertThat(after.policies()).isNotSameAs(before.policies());
        assertThat(after.limits()).isEqualTo(inBerlin());
        assertThat(after.approvals().version()).isEqualTo(1);
        assertThat(policies.loads).isEqualTo(2);
    }

    @Test
    void doesNotCompileUnchangedPoliciesAgain() {
        policies.add(acme, SamplePolicies.everything("one"));
        var before = rulebook.of(acme).policies();
        now = now.plus(AGE);

        assertThat(rulebook.of(acme).policies()).isSameAs(before);
    }

    @Test
    void throwsRatherThanDecideByAnOldCopy() {
        rulebook.of(acme);
        policies.fails = true;

        now = now.plusSeconds(59);
        rulebook.of(acme);
        now = now.plusSeconds(1);

        assertThatThrownBy(() -> rulebook.of(acme)).hasMessage("no table today");
        policies.fails = false;
        assertThat(rulebook.of(acme).limits()).isEqualTo(OrganisationLimits.NONE);
    }

    @Test
    void loadsAgainWhenTheClockWasSetBack() {
        rulebook.of(acme);
        now = now.minusSeconds(3600);
        rulebook.of(acme);

        assertThat(policies.loads).isEqualTo(2);
    }

    @Test
    void dropsTheOrganisationThatWasNotAskedForLongest() {
        var second = ids.organisation();
        var third = ids.organisation();
        rulebook.of(acme);
        rulebook.of(second);
        rulebook.of(acme);
        rulebook.of(third);
        assertThat(policies.loads).isEqualTo(3);

        rulebook.of(acme);
        assertThat(policies.loads).isEqualTo(3);
        rulebook.of(second);
        assertThat(policies.loads).isEqualTo(4);
    }

    @Test
    void keepsOrganisationsApart() {
        policies.add(acme, allowAll("ours"));
        limits.replace(acme, inBerlin());

        assertThat(rulebook.of(acme).limits()).isEqualTo(inBerlin());
        assertThat(rulebook.of(ids.organisation()).limits()).isEqualTo(OrganisationLimits.NONE);
    }

    private static OrganisationLimits inBerlin() {
        return new OrganisationLimits(
                ZoneId.of("Europe/Berlin"),
                ScopedLimits.NONE,
                ScopedLimits.NONE,
                ScopedLimits.NONE,
                1);
    }

    /** Counts how often all policies are read, and can fail. */
    private static final class Counting implements Policies {
        private final Policies policies = new InMemoryPolicies();
        private int loads;
        private boolean fails;

        @Override
        public Added add(OrganisationId organisation, Policy policy) {
            return policies.add(organisation, policy);
        }

        @Override
        public boolean replace(OrganisationId organisation, Policy policy) {
            return policies.replace(organisation, policy);
        }

        @Override
        public boolean remove(OrganisationId organisation, PolicyRef seen) {
            return policies.remove(organisation, seen);
        }

        @Override
        public Optional<Policy> find(OrganisationId organisation, String policyId) {
            return policies.find(organisation, policyId);
        }

        @Override
        public Page<Policy> list(OrganisationId organisation, PageRequest page) {
            return policies.list(organisation, page);
        }

        @Override
        public List<Policy> all(OrganisationId organisation) {
            if (fails) {
                throw new IllegalStateException("no table today");
            }
            loads++;
            return policies.all(organisation);
        }
    }
}
