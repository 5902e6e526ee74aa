package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.WriterId;
import dev.tollgate.domain.audit.ChainHead;
import dev.tollgate.domain.audit.Seal;
import dev.tollgate.domain.audit.Seals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The twin of {@link Seals}, over the chains of an {@link InMemoryAudit}. */
public final class InMemorySeals implements Seals {
    private final InMemoryAudit audit;
    private final Map<OrganisationId, List<Seal>> seals = new HashMap<>();
    private final Map<WriterId, Mark> sealed = new HashMap<>();

    private final Map<OrganisationId, Long> archived = new HashMap<>();

    public InMemorySeals(InMemoryAudit audit) {
        this.audit = audit;
    }

    @Override
    public List<ChainHead> heads() {
        return audit.heads();
    }

    @Override
    public synchronized Map<WriterId, Mark> sealed(OrganisationId organisation) {
        return Map.copyOf(sealed);
    }

    @Override
    public synchronized Optional<Seal> last(OrganisationId organisation) {
        var all = of(organisation);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    @Override
    public synchronized boolean add(Seal seal) {
        var all = of(seal.organisation());
        if (seal.number() != all.size() + 1) {
            return false;
        }
        all.add(seal);
        seal.heads()
                .forEach(head -> sealed.put(head.writer(), new Mark(head.seq(), seal.number())));
        return true;
    }

    @Override
    public synchronized long archived(OrganisationId organisation) {
        return archived.getOrDefault(organisation, 0L);
    }

    @Override
    public synchronized void archived(OrganisationId organisation, long number) {
        archived.put(organisation, number);
    }

    @Override
    public synchronized List<Seal> list(OrganisationId organisation, long from, int most) {
        return of(organisation).stream().filter(seal -> seal.number() >= from).limit(most).toList();
    }

    private List<Seal> of(OrganisationId organisation) {
        return seals.computeIfAbsent(organisation, _ -> new ArrayList<>());
    }
}
