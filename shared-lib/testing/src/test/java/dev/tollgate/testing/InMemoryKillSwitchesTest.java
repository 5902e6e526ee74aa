package dev.tollgate.testing;

import dev.tollgate.domain.control.KillSwitches;

final class InMemoryKillSwitchesTest extends KillSwitchesContract {
    private final KillSwitches switches = new InMemoryKillSwitches();

    @Override
    protected KillSwitches switches() {
        return switches;
    }
}
