package dev.tollgate.invocation;

import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.approval.Circumstances;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.LineageQuery;
import dev.tollgate.domain.policy.Decision;
import dev.tollgate.domain.redaction.Redactor;
import dev.tollgate.domain.redaction.Sensitive;
import dev.tollgate.lambda.RedactedJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Whether people have to agree to a call. What only the record knows is asked only if it counts.
 */
final class ApprovalNeed {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** More are not counted; nobody who sets a bound beyond that is asked too late by it. */
    private static final int MOST_PAGES = 10;

    /** Refused calls before the first one that was let in. */
    private static final int LOOKED_BACK = 100;

    private final Lineage lineage;
    private final InstantSource clock;

    ApprovalNeed(Lineage lineage, InstantSource clock) {
        this.lineage = lineage;
        this.clock = clock;
    }

    Optional<Requirement> of(
            Call call, Agent agent, Decision.Allowed allowed, ApprovalRules rules) {
        return rules.requirement(
                new Circumstances(
                        agent.requiresApproval(),
                        agent.costPerExecution(),
                        agent.environment(),
                        allowed.obligations(),
                        () -> isFirst(agent),
                        () -> callsInLastMinute(agent),
                        kinds -> payload(call, kinds)));
    }

    /** None of its calls that are known was let in. */
    private boolean isFirst(Agent agent) {
        return lineage
                .list(agent.organisation(), query(agent, Instant.EPOCH), page(LOOKED_BACK))
                .items()
                .stream()
                .allMatch(row -> row.status() == InvocationStatus.REFUSED);
    }

    private int callsInLastMinute(Agent agent) {
        var query = query(agent, clock.instant().minus(MINUTE));
        var page = lineage.list(agent.organisation(), query, page(PageRequest.MOST));
        int calls = 1 + page.items().size();
        for (int read = 1; read < MOST_PAGES && page.next().isPresent(); read++) {
            var next = new PageRequest(PageRequest.MOST, page.next());
            page = lineage.list(agent.organisation(), query, next);
            calls += page.items().size();
        }
        return calls;
    }

    private static LineageQuery query(Agent agent, Instant since) {
        return new LineageQuery(
                Optional.of(agent.id()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(since),
                Optional.empty());
    }

    private static PageRequest page(int limit) {
        return PageRequest.first(limit);
    }

    private static Set<Sensitive> payload(Call call, Set<Sensitive> kinds) {
        return new RedactedJson(new Redactor(kinds)).find(Shown.arguments(call));
    }
}
