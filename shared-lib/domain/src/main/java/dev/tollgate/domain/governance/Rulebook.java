package dev.tollgate.domain.governance;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.approval.ApprovalSettings;
import dev.tollgate.domain.policy.CombiningAlgorithm;
import dev.tollgate.domain.policy.FailMode;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicySet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The rules of each organisation, compiled, and kept for a while in a warm function. A copy never
 * decides once it is older than {@code age}: if it cannot be loaded anew, the caller gets the
 * exception and not the old rules. So every change takes effect within {@code age}.
 *
 * <p>Safe for concurrent use. Two callers may load the same rules at once; neither waits for the
 * other.
 */
public final class Rulebook {
    /**
     * How long rules are kept if nobody says otherwise: 60 s, as the administrator guide has it.
     */
    public static final Duration USUAL_AGE = Duration.ofSeconds(60);

    /** How many organisations' rules are kept if nobody says otherwise. */
    public static final int USUAL_COPIES = 200;

    private final Policies policies;
    private final Limits limits;
    private final ApprovalSettings approvals;
    private final CombiningAlgorithm algorithm;
    private final FailMode failMode;
    private final Duration age;
    private final int copies;
    private final InstantSource clock;
    private final LinkedHashMap<OrganisationId, Copy> kept = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param age after which a copy is not used any more; zero keeps none
     * @param copies of how many organisations are kept at most; the one not asked for longest goes
     */
    public Rulebook(
            Policies policies,
            Limits limits,
            ApprovalSettings approvals,
            CombiningAlgorithm algorithm,
            FailMode failMode,
            Duration age,
            int copies,
            InstantSource clock) {
        if (age.isNegative() || copies < 1) {
            throw new IllegalArgumentException("cannot keep " + copies + " copies for " + age);
        }
        this.policies = policies;
        this.limits = limits;
        this.approvals = approvals;
        this.algorithm = algorithm;
        this.failMode = failMode;
        this.age = age;
        this.copies = copies;
        this.clock = clock;
    }

    /** With the usual age and number of copies. */
    public Rulebook(
            Policies policies,
            Limits limits,
            ApprovalSettings approvals,
            CombiningAlgorithm algorithm,
            FailMode failMode,
            InstantSource clock) {
        this(policies, limits, approvals, algorithm, failMode, USUAL_AGE, USUAL_COPIES, clock);
    }

    /**
     * The rules as they were at most {@code age} ago; whatever keeps them from loading is thrown.
     */
    public Rules of(OrganisationId organisation) {
        // Before the load: what is written while it runs may be missing in the copy.
        var now = clock.instant();
        var before = find(organisation);
        var fresh = before.filter(copy -> copy.isFresh(now, age));
        return fresh.orElseGet(() -> keep(organisation, load(organisation, before, now))).rules();
    }

    /** Policies that have not changed are not compiled again. */
    private Copy load(OrganisationId organisation, Optional<Copy> before, Instant now) {
        var all = policies.all(organisation);
        OrganisationLimits current = limits.find(organisation);
        ApprovalRules agreed = approvals.find(organisation);
        var set =
                before.filter(copy -> copy.policies().equals(all))
                        .map(copy -> copy.rules().policies())
                        .orElseGet(() -> PolicySet.compile(all, algorithm, failMode));
        return new Copy(all, new Rules(set, current, agreed), now);
    }

    private synchronized Optional<Copy> find(OrganisationId organisation) {
        return Optional.ofNullable(kept.get(organisation));
    }

    private synchronized Copy keep(OrganisationId organisation, Copy copy) {
        // Of two who loaded at once the one that began later is the newer.
        kept.merge(
                organisation,
                copy,
                (one, other) -> one.since().isAfter(copy.since()) ? one : other);
        if (kept.size() > copies) {
            kept.remove(kept.sequencedKeySet().getFirst());
        }
        return copy;
    }

    private record Copy(List<Policy> policies, Rules rules, Instant since) {
        /** A clock that was set back makes a copy stale, not young for longer. */
        boolean isFresh(Instant now, Duration age) {
            return !now.isBefore(since) && now.isBefore(since.plus(age));
        }
    }
}
