package dev.tollgate.domain.admission;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The lineage as a ledger. Every read is up to date. */
public interface Charges {
    /** Those of all calls made from {@code from} on and before {@code to}. */
    void each(OrganisationId organisation, Instant from, Instant to, Consumer<Charge> charge);

    /** Empty if the call was never recorded. */
    Optional<Charge> find(OrganisationId organisation, InvocationId invocation);
}
