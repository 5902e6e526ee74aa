package dev.tollgate.domain.approval;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.policy.Obligation.RequireApproval;
import dev.tollgate.domain.redaction.Sensitive;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which calls people have to agree to, beside those of agents and policies that say so, and what
 * holds of every agreement in an organisation.
 *
 * @param costAbove for calls that cost more
 * @param firstInvocation for an agent that was never called
 * @param payload for calls that send something of these kinds
 * @param callsPerMinuteAbove for a call of an agent that was called more often in the last minute
 * @param environments for agents in these
 * @param quorum how many people have to agree at least
 * @param roles one of which whoever decides needs
 * @param timeout after which the call is refused
 * @param remindAfter when nobody has decided
 * @param escalateAfter when others may decide too
 * @param escalateTo their roles
 * @param askThrough agents on chat platforms that show the question to people, with buttons
 * @param version rises with every change; 0 if nothing was ever set
 */
public record ApprovalRules(
        Optional<Money> costAbove,
        boolean firstInvocation,
        Set<Sensitive> payload,
        OptionalInt callsPerMinuteAbove,
        Set<String> environments,
        int quorum,
        Set<String> roles,
        Duration timeout,
        Optional<Duration> remindAfter,
        Optional<Duration> escalateAfter,
        Set<String> escalateTo,
        List<AgentId> askThrough,
        int version) {
    public static final Duration SHORTEST_TIMEOUT = Duration.ofMinutes(1);

    /** Calls are counted one by one. */
    public static final int MOST_CALLS = 1_000;

    public static final int MOST_ENVIRONMENTS = 16;
    public static final int MOST_ASKED_THROUGH = 5;

    public static final ApprovalRules NONE =
            new ApprovalRules(
                    Optional.empty(),
                    false,
                    Set.of(),
                    OptionalInt.empty(),
                    Set.of(),
                    1,
                    RequireApproval.DECIDERS,
                    Requirement.USUAL_TIMEOUT,
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    List.of(),
                    0);

    public ApprovalRules {
        payload = Set.copyOf(payload);
        environments = Set.copyOf(environments);
        roles = Set.copyOf(roles);
        escalateTo = Set.copyOf(escalateTo);
        askThrough = List.copyOf(askThrough);
        require(
                callsPerMinuteAbove.isEmpty()
                        || (callsPerMinuteAbove.getAsInt() >= 1
                                && callsPerMinuteAbove.getAsInt() <= MOST_CALLS),
                "not a number of calls: " + callsPerMinuteAbove);
        require(environments.size() <= MOST_ENVIRONMENTS, "too many environments");
        require(quorum >= 1 && quorum <= RequireApproval.MOST, "not a quorum: " + quorum);
        require(
                !roles.isEmpty() && RequireApproval.DECIDERS.containsAll(roles),
                "not roles that decide: " + roles);
        require(
                timeout.compareTo(SHORTEST_TIMEOUT) >= 0
                        && timeout.compareTo(Requirement.LONGEST_TIMEOUT) <= 0,
                "not a timeout: " + timeout);
        require(isWithin(remindAfter, timeout), "nobody is reminded after " + remindAfter);
        require(isWithin(escalateAfter, timeout), "nothing escalates after " + escalateAfter);
        require(
                escalateTo.isEmpty() == escalateAfter.isEmpty()
                        && RequireApproval.DECIDERS.containsAll(escalateTo),
                "cannot escalate to " + escalateTo + " after " + escalateAfter);
        require(askThrough.size() <= MOST_ASKED_THROUGH, "asks too often: " + askThrough);
        require(version >= 0, "not a version: " + version);
    }

    private static boolean isWithin(Optional<Duration> after, Duration timeout) {
        return after.isEmpty() || (after.get().isPositive() && after.get().compareTo(timeout) < 0);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    public ApprovalRules withVersion(int newVersion) {
        return new ApprovalRules(
                costAbove,
                firstInvocation,
                payload,
                callsPerMinuteAbove,
                environments,
                quorum,
                roles,
                timeout,
                remindAfter,
                escalateAfter,
                escalateTo,
                askThrough,
                newVersion);
    }

    /**
     * That people have to agree to a call; empty if nothing asks for it. Several needs are one: for
     * all of their reasons, of as many people as the one that wants most, who have a role that all
     * of them accept, or own the organisation if there is none.
     */
    public Optional<Requirement> requirement(Circumstances call) {
        var reasons = reasons(call);
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        int people = quorum;
        var deciders = new HashSet<>(roles);
        for (var obliged : call.obligations()) {
            switch (obliged.obligation()) {
                case RequireApproval(int wanted, var accepted) -> {
                    people = Math.max(people, wanted);
                    if (!accepted.isEmpty()) {
                        deciders.retainAll(accepted);
                    }
                }
            }
        }
        return Optional.of(
                new Requirement(
                        List.copyOf(reasons),
                        people,
                        deciders.isEmpty() ? Set.of(Role.OWNER.text()) : deciders,
                        timeout,
                        remindAfter,
                        escalateAfter,
                        escalateTo,
                        askThrough));
    }

    private Set<String> reasons(Circumstances call) {
        var reasons = new TreeSet<String>();
        if (call.agentRequires()) {
            reasons.add("agent");
        }
        call.obligations().forEach(it -> reasons.add("policy:" + it.by().policyId()));
        if (costAbove.filter(bound -> call.cost().compareTo(bound) > 0).isPresent()) {
            reasons.add("cost_above");
        }
        if (environments.contains(call.environment())) {
            reasons.add("environment:" + call.environment());
        }
        if (firstInvocation && call.isFirst().getAsBoolean()) {
            reasons.add("first_invocation");
        }
        if (callsPerMinuteAbove.isPresent()
                && call.callsInLastMinute().getAsInt() > callsPerMinuteAbove.getAsInt()) {
            reasons.add("calls_per_minute");
        }
        if (!payload.isEmpty()) {
            var found = EnumSet.copyOf(payload);
            found.retainAll(call.payload().apply(payload));
            found.forEach(kind -> reasons.add("payload:" + kind.text()));
        }
        return reasons;
    }
}
