package dev.tollgate.domain.audit;

import dev.tollgate.domain.ExportId;
import dev.tollgate.domain.OrganisationId;
import java.util.List;
import java.util.Optional;

/** Exports that were asked for. */
public interface Exports {
    void add(Export export);

    Optional<Export> find(OrganisationId organisation, ExportId id);

    /** Those that are still to be written, of all organisations, some of the oldest first. */
    List<Export> pending();

    /** Puts it in the place of the pending one with its id. */
    void conclude(Export export);
}
