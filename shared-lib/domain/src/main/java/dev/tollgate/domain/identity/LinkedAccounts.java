package dev.tollgate.domain.identity;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import java.util.List;
import java.util.Optional;

/** Which people on chat platforms are which users. */
public interface LinkedAccounts {
    /** One account is one user's: a later link takes the place of an earlier one. */
    void link(LinkedAccount account);

    Optional<LinkedAccount> find(OrganisationId organisation, AgentId through, String account);

    /** All of a user, in order of agent and account. */
    List<LinkedAccount> of(OrganisationId organisation, UserId user);

    /** Whether there was such a link of that user. */
    boolean unlink(OrganisationId organisation, AgentId through, String account, UserId user);
}
