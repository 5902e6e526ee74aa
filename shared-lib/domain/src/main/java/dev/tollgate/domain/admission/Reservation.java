package dev.tollgate.domain.admission;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import java.util.List;
import java.util.Optional;

/** Money and a place held for an admitted call, until it is settled. */
public record Reservation(
        OrganisationId organisation,
        InvocationId invocation,
        Money held,
        List<Draw> draws,
        Optional<LimitScope> concurrency) {
    public Reservation {
        draws = List.copyOf(draws);
    }
}
