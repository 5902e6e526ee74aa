package dev.tollgate.invocation;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.LineageQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that is away for one write. */
final class Stumbling implements Lineage {
    private final Lineage lineage;
    private boolean stumbles;

    Stumbling(Lineage lineage) {
        this.lineage = lineage;
    }

    void stumble() {
        stumbles = true;
    }

    @Override
    public void open(Invocation invocation) {
        if (stumbles) {
            stumbles = false;
            throw new IllegalStateException("away");
        }
        lineage.open(invocation);
    }

    @Override
    public boolean replaceOpen(Invocation invocation) {
        return lineage.replaceOpen(invocation);
    }

    @Override
    public Optional<Invocation> find(OrganisationId organisation, InvocationId id) {
        return lineage.find(organisation, id);
    }

    @Override
    public Page<Invocation> list(
            OrganisationId organisation, LineageQuery query, PageRequest page) {
        return lineage.list(organisation, query, page);
    }

    @Override
    public List<Invocation> overdue(Instant now) {
        return lineage.overdue(now);
    }
}
