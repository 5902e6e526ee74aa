package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Counters;

final class InMemoryCountersTest extends CountersContract {
    private final InMemoryCounters counters = new InMemoryCounters(clock);

    @Override
    protected Counters counters() {
        return counters;
    }

    @Override
    protected void lose(OrganisationId organisation) {
        counters.lose();
    }
}
