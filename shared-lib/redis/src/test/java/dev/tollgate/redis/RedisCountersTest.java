package dev.tollgate.redis;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.testing.CountersContract;

final class RedisCountersTest extends CountersContract {
    private final SimulatedTime time = new SimulatedTime(clock);
    private final RedisCounters counters = time.counters();

    @Override
    protected Counters counters() {
        time.tell();
        return counters;
    }

    @Override
    protected void lose(OrganisationId organisation) {
        time.client().del(time.client().keys("{" + organisation + "}*").toArray(String[]::new));
    }
}
