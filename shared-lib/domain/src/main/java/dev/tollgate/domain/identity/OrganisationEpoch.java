package dev.tollgate.domain.identity;

import java.time.Instant;

/**
 * Rises when all tokens of an organisation end.
 *
 * @param number counts from 0
 * @param since when it rose last; the epoch of Unix if it never did
 */
public record OrganisationEpoch(long number, Instant since) {
    public static final OrganisationEpoch FIRST = new OrganisationEpoch(0, Instant.EPOCH);

    public OrganisationEpoch {
        if (number < 0) {
            throw new IllegalArgumentException("an epoch counts up");
        }
    }

    public OrganisationEpoch next(Instant now) {
        return new OrganisationEpoch(number + 1, now);
    }
}
