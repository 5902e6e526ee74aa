package dev.tollgate.testing;

import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalQuery;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.Change;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The approvals in maps, beside the lineage that they change with. */
public final class InMemoryApprovals implements Approvals {
    private final Lineage lineage;
    private final Map<ApprovalId, Approval> approvals = new TreeMap<>(Comparator.reverseOrder());
    private final Map<ApprovalId, String> sealed = new HashMap<>();
    private final Map<OrganisationId, List<Change>> changes = new HashMap<>();

    public InMemoryApprovals(Lineage lineage) {
        this.lineage = lineage;
    }

    @Override
    public synchronized void open(Approval approval, String sealedCall, Invocation held) {
        var there = approvals.get(approval.id());
        if (there != null) {
            if (!there.equals(approval)) {
                throw new IllegalStateException("there is another " + approval.id());
            }
            return;
        }
        lineage.open(held);
        sealed.put(approval.id(), sealedCall);
        put(
                approval,
                new Step(Step.Kind.REQUIRED, held.caller().principal(), approval.createdAt()));
    }

    @Override
    public synchronized Optional<String> sealed(OrganisationId organisation, ApprovalId id) {
        return find(organisation, id).map(found -> sealed.get(found.id()));
    }

    @Override
    public synchronized boolean replace(Approval next, Step step) {
        if (!isNext(next)) {
            return false;
        }
        put(next, step);
        return true;
    }

    @Override
    public synchronized boolean replace(Approval next, Step step, Invocation row) {
        var held =
                lineage.find(row.organisation(), row.id())
                        .filter(it -> it.status() == InvocationStatus.HELD);
        if (held.isEmpty() || !isNext(next) || !lineage.replaceOpen(row)) {
            return false;
        }
        put(next, step);
        return true;
    }

    private boolean isNext(Approval next) {
        return Optional.ofNullable(approvals.get(next.id()))
                .filter(there -> there.version() == next.version() - 1)
                .isPresent();
    }

    private void put(Approval approval, Step step) {
        approvals.put(approval.id(), approval);
        var all = changes.computeIfAbsent(approval.organisation(), _ -> new ArrayList<>());
        all.add(
                new Change(
                        all.size() + 1L,
                        approval.id(),
                        approval.agent(),
                        approval.invocation(),
                        step,
                        approval.status()));
    }

    @Override
    public synchronized Optional<Approval> find(OrganisationId organisation, ApprovalId id) {
        return Optional.ofNullable(approvals.get(id))
                .filter(found -> found.organisation().equals(organisation));
    }

    @Override
    public synchronized Page<Approval> list(
            OrganisationId organisation, ApprovalQuery query, PageRequest page) {
        var matching =
                approvals.values().stream()
                        .filter(each -> each.organisation().equals(organisation))
                        .filter(each ->
                                query.status().filter(it -> it != each.status()).isEmpty()
                                        && query.agent()
                                                .filter(it -> !it.equals(each.agent()))
                                                .isEmpty())
                        .filter(each ->
                                page.after()
                                        .filter(after -> each.id().value().compareTo(after) >= 0)
                                        .isEmpty())
                        .toList();
        if (matching.size() <= page.limit()) {
            return new Page<>(matching, Optional.empty());
        }
        var items = matching.subList(0, page.limit());
        return new Page<>(items, Optional.of(items.getLast().id().value()));
    }

    @Override
    public synchronized List<Approval> due(Instant now) {
        return approvals.values().stream()
                .filter(each -> each.dueAt().filter(due -> !due.isAfter(now)).isPresent())
                .limit(100)
                .toList();
    }

    @Override
    public synchronized List<Change> changes(OrganisationId organisation, long after, int most) {
        return changes.getOrDefault(organisation, List.of()).stream()
                .filter(change -> change.sequence() > after)
                .limit(most)
                .toList();
    }

    @Override
    public synchronized long latest(OrganisationId organisation) {
        return changes.getOrDefault(organisation, List.of()).size();
    }
}
