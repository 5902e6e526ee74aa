package dev.tollgate.dynamodb;

import dev.tollgate.domain.control.KillSwitches;
import dev.tollgate.testing.KillSwitchesContract;

final class DynamoKillSwitchesTest extends KillSwitchesContract {
    private final KillSwitches switches = new DynamoKillSwitches(LocalTables.shared());

    @Override
    protected KillSwitches switches() {
        return switches;
    }
}
