package dev.tollgate.domain.admission;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What an organisation sets beside the limits of its agents.
 *
 * @param zone in which its days and months begin
 * @param eachUser for every user on whose behalf agents are called
 * @param eachTeam for every team
 * @param version rises with every change; 0 if nothing was ever set
 */
public record OrganisationLimits(
        ZoneId zone,
        ScopedLimits organisation,
        ScopedLimits eachUser,
        ScopedLimits eachTeam,
        int version) {
    public static final OrganisationLimits NONE =
            new OrganisationLimits(
                    ZoneOffset.UTC, ScopedLimits.NONE, ScopedLimits.NONE, ScopedLimits.NONE, 0);
}
