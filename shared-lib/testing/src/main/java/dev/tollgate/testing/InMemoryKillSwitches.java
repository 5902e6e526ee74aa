package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.KillSwitches;
import dev.tollgate.domain.control.Target;
import java.util.List;
import java.util.TreeMap;

/** The levers in a map; can be down, as the real ones. */
public final class InMemoryKillSwitches implements KillSwitches {
    private final TreeMap<String, KillSwitch> pulled = new TreeMap<>();
    private boolean down;

    public synchronized void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public synchronized void pull(KillSwitch lever) {
        pulled.put(key(lever.organisation(), lever.target()), lever);
    }

    @Override
    public synchronized boolean putBack(OrganisationId organisation, Target target) {
        return pulled.remove(key(organisation, target)) != null;
    }

    @Override
    public synchronized List<KillSwitch> standing(OrganisationId organisation) {
        if (down) {
            throw new IllegalStateException("switched off by the test");
        }
        return pulled.values().stream()
                .filter(lever ->
                        lever.target() instanceof Target.All
                                || lever.organisation().equals(organisation))
                .toList();
    }

    private static String key(OrganisationId organisation, Target target) {
        return target instanceof Target.All ? "" : organisation + "#" + target.text();
    }
}
