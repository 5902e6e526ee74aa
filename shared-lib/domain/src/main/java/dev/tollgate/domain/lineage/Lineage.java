package dev.tollgate.domain.lineage;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The record of every invocation. */
public interface Lineage {
    /** Writes a new row: before the effect of an admitted call, or for a refused one. */
    void open(Invocation invocation);

    /**
     * Replaces the row if the call is still open in it.
     *
     * @return whether it was; only one of several that end a call is told so
     */
    boolean replaceOpen(Invocation invocation);

    Optional<Invocation> find(OrganisationId organisation, InvocationId id);

    /**
     * Newest first. A page may be shorter than asked for, or empty, and still have a next one: rows
     * are filtered after they are read.
     */
    Page<Invocation> list(OrganisationId organisation, LineageQuery query, PageRequest page);

    /** Open rows of all organisations that are past their time, at most 100. */
    List<Invocation> overdue(Instant now);
}
