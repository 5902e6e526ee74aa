package dev.tollgate.domain.approval;

import dev.tollgate.domain.AgentId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * That people have to agree to a call: why, how many, who, and by when.
 *
 * @param reasons stable codes such as {@code agent}, {@code policy:prod_only} or {@code
 *     payload:card_number}, in order
 * @param quorum how many different people have to agree
 * @param roles of whom one is needed to decide; empty for everybody with the scope to decide
 * @param timeout after which the call is refused
 * @param remindAfter when nobody has decided
 * @param escalateAfter when others may decide too
 * @param escalateTo their roles
 * @param askThrough agents on chat platforms that show the question to people, with buttons
 */
public record Requirement(
        List<String> reasons,
        int quorum,
        Set<String> roles,
        Duration timeout,
        Optional<Duration> remindAfter,
        Optional<Duration> escalateAfter,
        Set<String> escalateTo,
        List<AgentId> askThrough) {
    public static final Duration USUAL_TIMEOUT = Duration.ofDays(1);

    /** Money is not held for longer. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofDays(2);

    public Requirement {
        reasons = reasons.stream().distinct().sorted().toList();
        roles = Set.copyOf(roles);
        escalateTo = Set.copyOf(escalateTo);
        askThrough = List.copyOf(askThrough);
        if (reasons.isEmpty() || quorum < 1) {
            throw new IllegalArgumentException("not a requirement: " + reasons + ", " + quorum);
        }
        if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("nobody waits for " + timeout);
        }
    }
}
