package dev.tollgate.domain.identity;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;
import java.time.Instant;

/**
 * What began with a sign-in: a family of refresh tokens, of which one is good at a time, and the
 * access tokens that came of them.
 *
 * @param userEpoch of the user at the sign-in
 * @param organisationEpoch of the organisation then
 * @param endsAt whatever is renewed in between
 */
public record Session(
        SessionId id,
        OrganisationId organisation,
        UserId user,
        long userEpoch,
        long organisationEpoch,
        Instant openedAt,
        Instant endsAt,
        boolean revoked) {
    /** More than any token has. */
    public static final int LONGEST_TOKEN = 4096;

    public Session {
        if (!openedAt.isBefore(endsAt)) {
            throw new IllegalArgumentException("a session needs a lifetime");
        }
    }

    public boolean isOver(Instant now) {
        return revoked || !now.isBefore(endsAt);
    }

    public Session revokedNow() {
        return new Session(
                id, organisation, user, userEpoch, organisationEpoch, openedAt, endsAt, true);
    }
}
