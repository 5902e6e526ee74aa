package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Paces in lists, in the caller's time; can be down, as the real counters. */
public final class InMemoryPacing implements Pacing {
    private final Map<Place, List<Long>> slots = new HashMap<>();
    private boolean down;

    private record Place(OrganisationId organisation, String destination) {}

    public synchronized void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public synchronized Slot reserve(
            OrganisationId organisation, String destination, Pace pace, int sends, Instant now) {
        Pacing.check(destination, sends);
        if (down) {
            return new Slot.Unpaced("switched off by the test");
        }
        var taken =
                slots.computeIfAbsent(new Place(organisation, destination), _ -> new ArrayList<>());
        long due = due(taken, pace, Math.min(sends, pace.sends()), now.toEpochMilli());
        var wait = Duration.ofMillis(due - now.toEpochMilli());
        if (wait.compareTo(LONGEST_AHEAD) > 0) {
            return new Slot.Later(wait);
        }
        for (int i = 0; i < sends; i++) {
            taken.add(due + i / pace.sends() * pace.per().toMillis());
        }
        return wait.isZero() ? new Slot.Now() : new Slot.At(now.plus(wait));
    }

    private static long due(List<Long> taken, Pace pace, int together, long now) {
        long due = taken.isEmpty() ? now : Math.max(now, taken.getLast());
        int leaves = taken.size() - 1 - (pace.sends() - together);
        return leaves < 0 ? due : Math.max(due, taken.get(leaves) + pace.per().toMillis());
    }
}
