package dev.tollgate.domain.identity;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import java.time.Instant;

/**
 * A person on a chat platform who is a user of the gate. Whoever has the secret that the platform
 * signs its requests with can speak in that person's name, so it holds only for the secret that the
 * agent had when it was linked.
 *
 * @param through the agent that the person's requests come in by
 * @param account the platform's id of the person
 * @param credentialVersion of the agent's secret then
 * @param linkedBy the id of a principal
 */
public record LinkedAccount(
        OrganisationId organisation,
        AgentId through,
        String account,
        UserId user,
        int credentialVersion,
        String linkedBy,
        Instant linkedAt) {
    public static final int LONGEST = 256;

    public LinkedAccount {
        if (account.isBlank() || account.length() > LONGEST) {
            throw new IllegalArgumentException("an account has 1 to " + LONGEST + " characters");
        }
    }
}
