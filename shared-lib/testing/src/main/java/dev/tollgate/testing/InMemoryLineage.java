package dev.tollgate.testing;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.LineageQuery;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The lineage in a map. */
public final class InMemoryLineage implements Lineage {
    private final ConcurrentMap<InvocationId, Invocation> rows = new ConcurrentHashMap<>();

    @Override
    public void open(Invocation invocation) {
        var there = rows.putIfAbsent(invocation.id(), invocation);
        if (there != null && !there.equals(invocation)) {
            throw new IllegalStateException("there is such a row: " + invocation.id());
        }
    }

    @Override
    public boolean replaceOpen(Invocation invocation) {
        var there = rows.get(invocation.id());
        return there != null
                && there.status().isOpen()
                && rows.replace(invocation.id(), there, invocation);
    }

    @Override
    public Optional<Invocation> find(OrganisationId organisation, InvocationId id) {
        return Optional.ofNullable(rows.get(id))
                .filter(row -> row.organisation().equals(organisation));
    }

    @Override
    public Page<Invocation> list(
            OrganisationId organisation, LineageQuery query, PageRequest page) {
        var matching =
                rows.values().stream()
                        .filter(row -> row.organisation().equals(organisation))
                        .filter(row -> matches(row, query))
                        .filter(row ->
                                page.after()
                                        .filter(after -> row.id().value().compareTo(after) >= 0)
                                        .isEmpty())
                        .sorted(Comparator.comparing(Invocation::id).reversed())
                        .toList();
        if (matching.size() <= page.limit()) {
            return new Page<>(matching, Optional.empty());
        }
        var items = matching.subList(0, page.limit());
        return new Page<>(items, Optional.of(items.getLast().id().value()));
    }

    private static boolean matches(Invocation row, LineageQuery query) {
        var time = row.id().time();
        return query.agent().filter(agent -> !agent.equals(row.agent())).isEmpty()
                && query.status().filter(status -> status != row.status()).isEmpty()
                && query.userEmail().filter(email -> !isOf(row, email)).isEmpty()
                && query.since().filter(time::isBefore).isEmpty()
                && query.until().filter(until -> !time.isBefore(until)).isEmpty();
    }

    private static boolean isOf(Invocation row, String email) {
        return row.caller().onBehalfOf().email().filter(email::equalsIgnoreCase).isPresent();
    }

    @Override
    public List<Invocation> overdue(Instant now) {
        return rows.values().stream()
                .filter(row -> row.status().isOpen() && row.openUntil().isBefore(now))
                .limit(100)
                .toList();
    }
}
