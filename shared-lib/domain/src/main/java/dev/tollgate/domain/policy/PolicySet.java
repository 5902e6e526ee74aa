package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.condition.PolicyRequest;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The policies of an organisation, made ready to decide. Compile once per version and share it: it
 * is immutable, and deciding needs no lock, clock or I/O.
 *
 * <p>Each policy answers matched, not matched, undecided (a fact it asks for is missing) or failed
 * (a fact cannot be compared). A policy with one false condition does not match, whatever is
 * unknown about the others.
 *
 * <ul>
 *   <li><b>Undecided</b> policies are read in the way that denies: an allow as not matching, a deny
 *       as matching. So a request is allowed only if it would be allowed whatever the missing fact
 *       is. For the two overriding algorithms this is XACML 3.0 (appendix C) with every
 *       Indeterminate enforced as deny. Under {@code FIRST_APPLICABLE} it differs in one point: an
 *       undecided allow is passed over, where XACML would end with Indeterminate; a later allow may
 *       still admit the request, which is safe because the undecided one could only have allowed it
 *       too.
 *   <li><b>Failed</b> policies that the algorithm reaches deny the request under {@link
 *       FailMode#CLOSED}. {@link FailMode#OPEN} reads them like undecided ones.
 *   <li>A deny that matches under {@code ALLOW_OVERRIDES} is still overridden by an allow; so is an
 *       undecided one.
 *   <li>No match is a denial.
 *   <li><b>Obligations</b> are those of the policies that say what is decided: of every allow that
 *       matches under the two overriding algorithms; of the first under {@code FIRST_APPLICABLE},
 *       which asks no further. So has it <a
 *       href="https://docs.oasis-open.org/xacml/3.0/xacml-3.0-core-spec-os-en.html">XACML 3.0</a>,
 *       section 7.18. An allow that is undecided, or failed and passed over, obliges here too.
 *       XACML drops what it obliges to; then a caller who leaves a fact out would be rid of what
 *       the fact obliges to.
 * </ul>
 *
 * <p>Policies are taken by priority, lowest number first, then by id. The order in which they are
 * given is irrelevant.
 */
public final class PolicySet {
    static final Comparator<Policy> ORDER =
            Comparator.comparingInt(Policy::priority).thenComparing(Policy::policyId);

    private final List<Policy> enforced;
    private final List<Policy> shadow;
    private final Combiner combiner;
    private final CandidateIndex index;

    private PolicySet(List<Policy> enforced, List<Policy> shadow, Combiner combiner) {
        this.enforced = enforced;
        this.shadow = shadow;
        this.combiner = combiner;
        this.index = new CandidateIndex(enforced);
    }

    /**
     * Orders and indexes the policies. Inactive ones are left out.
     *
     * @throws IllegalArgumentException if two policies have one id
     */
    public static PolicySet compile(
            List<Policy> policies, CombiningAlgorithm algorithm, FailMode failMode) {
        Set<String> ids = new HashSet<>();
        for (Policy policy : policies) {
            if (!ids.add(policy.policyId())) {
                throw new IllegalArgumentException("two policies are called " + policy.policyId());
            }
        }
        return new PolicySet(
                with(PolicyStatus.ACTIVE, policies),
                with(PolicyStatus.SHADOW, policies),
                new Combiner(algorithm, failMode));
    }

    private static List<Policy> with(PolicyStatus status, List<Policy> policies) {
        return policies.stream().filter(policy -> policy.status() == status).sorted(ORDER).toList();
    }

    /** Decides one request. Never throws: what breaks fails the policy it breaks in. */
    public Decision decide(PolicyRequest request) {
        Ruling ruling = rule(request);
        Explanation explanation = new Explanation(this, request, ruling);
        return switch (ruling) {
            case Ruling.Allow(var by, var obligations) ->
                    new Decision.Allowed(by, obligations, explanation);
            case Ruling.Deny(var cause) -> new Decision.Denied(cause, explanation);
        };
    }

    Ruling rule(PolicyRequest request) {
        return combiner.combine(enforced, index.candidates(request), request);
    }

    public CombiningAlgorithm algorithm() {
        return combiner.algorithm();
    }

    public FailMode failMode() {
        return combiner.failMode();
    }

    List<Policy> enforced() {
        return enforced;
    }

    List<Policy> shadow() {
        return shadow;
    }

    /**
     * This set with its shadow policies promoted: what {@link Explanation#withShadow} compares
     * with.
     */
    PolicySet withShadow() {
        List<Policy> all = Stream.concat(enforced.stream(), shadow.stream()).sorted(ORDER).toList();
        return new PolicySet(all, List.of(), combiner);
    }
}
