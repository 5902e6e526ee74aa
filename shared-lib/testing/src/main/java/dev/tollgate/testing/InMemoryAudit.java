package dev.tollgate.testing;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.WriterId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.domain.audit.ChainHead;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The twin of {@link Audit} and {@link AuditTrail}: one writer for each organisation. */
public final class InMemoryAudit implements Audit, AuditTrail {
    private final Map<AuditId, AuditEntry> all = new LinkedHashMap<>();
    private final Map<OrganisationId, ChainHead> heads = new HashMap<>();
    private boolean broken;

    /** From now on nothing can be recorded. */
    public synchronized void breakDown() {
        broken = true;
    }

    @Override
    public synchronized void record(List<AuditEvent> events) {
        if (broken) {
            throw new IllegalStateException("the audit is broken");
        }
        for (var event : events) {
            if (!all.containsKey(event.id())) {
                var head =
                        heads.computeIfAbsent(
                                event.organisation(),
                                organisation -> ChainHead.begin(organisation, writer(event)));
                var entry = head.link(List.of(event)).getFirst();
                all.put(event.id(), entry);
                heads.put(event.organisation(), head.after(entry));
            }
        }
    }

    /** Named after the first event, so that the same events make the same chain. */
    private static WriterId writer(AuditEvent first) {
        return new WriterId(first.id().value().replaceFirst("^aud_", "wrt_"));
    }

    @Override
    public Page<AuditEntry> latest(
            OrganisationId organisation, AuditQuery query, int most, Optional<AuditId> before) {
        return page(organisation, query, most, before, Comparator.reverseOrder());
    }

    @Override
    public Page<AuditEntry> earliest(
            OrganisationId organisation, AuditQuery query, int most, Optional<AuditId> after) {
        return page(organisation, query, most, after, Comparator.naturalOrder());
    }

    private synchronized Page<AuditEntry> page(
            OrganisationId organisation,
            AuditQuery query,
            int most,
            Optional<AuditId> from,
            Comparator<AuditId> order) {
        var found =
                all.values().stream()
                        .filter(entry -> entry.event().organisation().equals(organisation))
                        .filter(entry -> query.fits(entry.event()))
                        .filter(entry ->
                                from.filter(it -> order.compare(entry.event().id(), it) <= 0)
                                        .isEmpty())
                        .sorted(Comparator.comparing(entry -> entry.event().id(), order))
                        .toList();
        return found.size() <= most
                ? new Page<>(found, Optional.empty())
                : new Page<>(
                        found.subList(0, most),
                        Optional.of(found.get(most - 1).event().id().value()));
    }

    @Override
    public synchronized List<AuditEntry> chain(
            OrganisationId organisation, WriterId writer, long from, long to) {
        return all.values().stream()
                .filter(entry -> entry.event().organisation().equals(organisation))
                .filter(entry -> entry.writer().equals(writer))
                .filter(entry -> entry.seq() >= from && entry.seq() <= to)
                .limit(MOST)
                .toList();
    }

    /** How far each writer has come. */
    public synchronized List<ChainHead> heads() {
        return List.copyOf(heads.values());
    }

    /** In the order of recording. */
    public synchronized List<AuditEvent> all() {
        return all.values().stream().map(AuditEntry::event).toList();
    }

    /** The types alone, in the order of recording. */
    public List<String> types() {
        return all().stream().map(AuditEvent::type).toList();
    }
}
