package dev.tollgate.domain.audit;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.WriterId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The seals of each organisation, and what is to be sealed. */
public interface Seals {
    /** So many heads at most in one seal. */
    int MOST_HEADS = 98;

    /** The writers of all organisations that have moved lately, as far as they have come. */
    List<ChainHead> heads();

    /** How far each writer is sealed that was lately. */
    Map<WriterId, Mark> sealed(OrganisationId organisation);

    /**
     * What is kept of a seal for each of its writers.
     *
     * @param seq the writer's last entry that is sealed
     * @param seal the number of the seal
     */
    record Mark(long seq, long seal) {
        static final Mark NONE = new Mark(0, 0);
    }

    Optional<Seal> last(OrganisationId organisation);

    /** Whether it was added; not if there is one with its number already. */
    boolean add(Seal seal);

    /** The number of the last seal that is in the archive; 0 if none is. */
    long archived(OrganisationId organisation);

    /** All seals up to this one are in the archive. */
    void archived(OrganisationId organisation, long number);

    /** In order, those with a number from {@code from} on, at most {@code most}. */
    List<Seal> list(OrganisationId organisation, long from, int most);
}
