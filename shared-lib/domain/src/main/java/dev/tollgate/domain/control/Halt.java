package dev.tollgate.domain.control;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says whether something is stopped, from a copy that is never used once it is older than {@code
 * age}: so a lever is honoured everywhere within that time. If the levers cannot be read,
 * everything is stopped. Safe for concurrent use.
 */
public final class Halt {
    /** How old a copy may be if nobody says otherwise. */
    public static final Duration USUAL_AGE = Duration.ofSeconds(5);

    private static final int COPIES = 500;

    private final KillSwitches switches;
    private final Duration age;
    private final InstantSource clock;
    private final LinkedHashMap<OrganisationId, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

    public Halt(KillSwitches switches, Duration age, InstantSource clock) {
        this.switches = switches;
        this.age = age;
        this.clock = clock;
    }

    private record Copy(List<KillSwitch> standing, Instant since) {}

    /** The lever that stops calls of the agent, if one does. */
    public Optional<KillSwitch> of(OrganisationId organisation, AgentId agent) {
        return find(
                organisation,
                target ->
                        switch (target) {
                            case Target.All(), Target.Organisation() -> true;
                            case Target.Agent(var id) -> id.equals(agent);
                            case Target.Tool _ -> false;
                        });
    }

    private Optional<KillSwitch> find(OrganisationId organisation, Predicate<Target> stops) {
        try {
            return standing(organisation).stream()
                    .filter(lever -> stops.test(lever.target()))
                    .findFirst();
        } catch (RuntimeException e) {
            return Optional.of(unreadable(organisation));
        }
    }

    private KillSwitch unreadable(OrganisationId organisation) {
        return new KillSwitch(
                organisation,
                new Target.All(),
                "the kill switches cannot be read right now.",
                "system",
                clock.instant());
    }

    private List<KillSwitch> standing(OrganisationId organisation) {
        // Before the read: what is pulled while it runs may be missing in the copy.
        var now = clock.instant();
        var copy = kept(organisation);
        if (copy != null && !now.isBefore(copy.since()) && now.isBefore(copy.since().plus(age))) {
            return copy.standing();
        }
        var standing = switches.standing(organisation);
        keep(organisation, new Copy(standing, now));
        return standing;
    }

    private synchronized @Nullable Copy kept(OrganisationId organisation) {
        return copies.get(organisation);
    }

    private synchronized void keep(OrganisationId organisation, Copy copy) {
        copies.put(organisation, copy);
        if (copies.size() > COPIES) {
            copies.remove(copies.sequencedKeySet().getFirst());
        }
    }
}
