package dev.tollgate.domain.audit;

import dev.tollgate.domain.OrganisationId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Seals what was written since the last seal. May be done by several at once: one wins. */
public final class SealAudit {
    private final Seals seals;
    private final Supplier<Sealing> key;
    private final InstantSource clock;

    /** {@code key} is asked only when there is something to seal. */
    public SealAudit(Seals seals, Supplier<Sealing> key, InstantSource clock) {
        this.seals = seals;
        this.key = key;
        this.clock = clock;
    }

    /** How many seals it made. */
    public int seal() {
        var byOrganisation =
                seals.heads().stream().collect(Collectors.groupingBy(ChainHead::organisation));
        int made = 0;
        for (var one : byOrganisation.entrySet()) {
            // Read before what it has sealed: should somebody else seal meanwhile, the number is
            // taken.
            var last = seals.last(one.getKey());
            made += seal(one.getKey(), last, moved(one.getKey(), one.getValue()));
        }
        return made;
    }

    private List<SealedHead> moved(OrganisationId organisation, List<ChainHead> heads) {
        var sealed = seals.sealed(organisation);
        return heads.stream()
                .filter(head ->
                        sealed.getOrDefault(head.writer(), Seals.Mark.NONE).seq() < head.seq())
                .sorted(Comparator.comparing(ChainHead::writer))
                .map(head ->
                        new SealedHead(
                                head.writer(),
                                sealed.getOrDefault(head.writer(), Seals.Mark.NONE).seq() + 1,
                                head.seq(),
                                head.hash()))
                .toList();
    }

    private int seal(OrganisationId organisation, Optional<Seal> before, List<SealedHead> heads) {
        var last = before;
        int made = 0;
        for (int from = 0; from < heads.size(); from += Seals.MOST_HEADS) {
            var some = heads.subList(from, Math.min(heads.size(), from + Seals.MOST_HEADS));
            var seal =
                    Seal.make(
                            organisation,
                            last.map(Seal::number).orElse(0L) + 1,
                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                            last.map(Seal::hash).orElse(Hash.NONE),
                            some,
                            key.get());
            if (!seals.add(seal)) {
                // Somebody else is at it.
                return made;
            }
            last = Optional.of(seal);
            made++;
        }
        return made;
    }
}
