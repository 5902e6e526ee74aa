package dev.tollgate.governance;

import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.identity.Principal;
import java.util.OptionalInt;

/** Puts new limits in the place of those the caller's organisation has. */
final class ReplaceLimits {
    /** Whoever names no version goes on when others were faster, but not forever. */
    private static final int ATTEMPTS = 10;

    private final Limits limits;
    private final Journal journal;

    ReplaceLimits(Limits limits, Journal journal) {
        this.limits = limits;
        this.journal = journal;
    }

    sealed interface Outcome {
        record Replaced(OrganisationLimits limits) implements Outcome {}

        /** They are at this version, which is not the one that was asked for. */
        record Stale(int version) implements Outcome {}

        /** Others change them all the time. */
        record Busy() implements Outcome {}
    }

    /**
     * @param wish whose version counts for nothing
     * @param expected the version they must be at; empty if any will do
     */
    Outcome run(Principal caller, OrganisationLimits wish, OptionalInt expected) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var current = limits.find(caller.organisation());
            if (expected.isPresent() && expected.getAsInt() != current.version()) {
                return new Outcome.Stale(current.version());
            }
            if (at(wish, current.version()).equals(current)) {
                return new Outcome.Replaced(current);
            }
            var next = at(wish, current.version() + 1);
            var intent = journal.replaces(caller, current, next);
            if (limits.replace(caller.organisation(), next)) {
                return new Outcome.Replaced(next);
            }
            intent.refused("stale");
        }
        return new Outcome.Busy();
    }

    private static OrganisationLimits at(OrganisationLimits wish, int version) {
        return new OrganisationLimits(
                wish.zone(), wish.organisation(), wish.eachUser(), wish.eachTeam(), version);
    }
}
