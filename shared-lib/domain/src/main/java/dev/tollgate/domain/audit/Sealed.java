package dev.tollgate.domain.audit;

import dev.tollgate.domain.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Walks over what is sealed: seal after seal, each with the entries that it covers. */
public final class Sealed {
    /** Entries are read from an index that follows the table. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private static final int SEALS = 50;

    private final AuditTrail trail;
    private final Seals seals;

    public Sealed(AuditTrail trail, Seals seals) {
        this.trail = trail;
        this.seals = seals;
    }

    /** Whether entries of that seal that are not there may still come. */
    public static boolean isFresh(Seal seal, Instant now) {
        return seal.at().plus(SETTLED).isAfter(now);
    }

    /** Hears of each thing in order. */
    public interface Visitor {
        /** Whether to go on to this seal. */
        boolean seal(Seal seal);

        /**
         * What is there of the entries {@code from} to {@code to} of a head of the last seal, part
         * after part of at most {@link AuditTrail#MOST}.
         */
        void entries(SealedHead head, long from, long to, List<AuditEntry> entries);
    }

    /**
     * The seals that were made from {@code since} on, up to the first that was made at {@code
     * until} or later: it covers what was recorded before.
     */
    public void walk(OrganisationId organisation, Instant since, Instant until, Visitor visitor) {
        walk(organisation, firstSince(organisation, since), until, visitor);
    }

    /** The same from the seal with that number on. */
    public void walk(OrganisationId organisation, long first, Instant until, Visitor visitor) {
        long number = first;
        while (true) {
            var some = seals.list(organisation, number, SEALS);
            for (var seal : some) {
                if (!visitor.seal(seal)) {
                    return;
                }
                seal.heads().forEach(head -> entries(organisation, head, visitor));
                if (!seal.at().isBefore(until)) {
                    return;
                }
            }
            if (some.size() < SEALS) {
                return;
            }
            number = some.getLast().number() + 1;
        }
    }

    private void entries(OrganisationId organisation, SealedHead head, Visitor visitor) {
        for (long from = head.from(); from <= head.seq(); from += AuditTrail.MOST) {
            long to = Math.min(head.seq(), from + AuditTrail.MOST - 1);
            visitor.entries(head, from, to, trail.chain(organisation, head.writer(), from, to));
        }
    }

    /** Seals are in the order of their times, so the first is found by halving. */
    private long firstSince(OrganisationId organisation, Instant since) {
        long low = 1;
        long high = seals.last(organisation).map(Seal::number).orElse(0L) + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            Optional<Seal> seal = seals.list(organisation, middle, 1).stream().findFirst();
            if (seal.isPresent() && seal.get().at().isBefore(since)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
