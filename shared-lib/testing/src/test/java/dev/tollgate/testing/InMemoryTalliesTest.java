package dev.tollgate.testing;

import dev.tollgate.domain.measure.Tallies;
import java.time.InstantSource;

final class InMemoryTalliesTest extends TalliesContract {
    private final Tallies tallies = new InMemoryTallies(InstantSource.system());

    @Override
    protected Tallies tallies() {
        return tallies;
    }
}
