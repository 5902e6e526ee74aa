package dev.tollgate.admin;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.identity.LinkedAccount;
import dev.tollgate.domain.identity.LinkedAccounts;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Says who a user is on a chat platform. It takes the same authority as to change the user: what
 * that account does there is done with the user's rights from then on.
 */
final class LinkAccount {
    private final LinkedAccounts accounts;
    private final Agents agents;
    private final Users users;
    private final Authority authority;
    private final Journal journal;
    private final InstantSource clock;

    LinkAccount(
            LinkedAccounts accounts,
            Agents agents,
            Users users,
            Authority authority,
            Journal journal,
            InstantSource clock) {
        this.accounts = accounts;
        this.agents = agents;
        this.users = users;
        this.authority = authority;
        this.journal = journal;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Linked(LinkedAccount account) implements Outcome {}

        record NoSuchAgent() implements Outcome {}

        /** No person sends anything through an agent on that platform. */
        record Silent() implements Outcome {}

        record NotLinked(UserChanges.Outcome why) implements Outcome {}
    }

    Outcome run(Principal caller, UserId id, String agentId, String account) {
        var user = users.find(caller.organisation(), id);
        if (user.isEmpty()) {
            return new Outcome.NotLinked(new UserChanges.Outcome.NotFound());
        }
        var refusal = authority.over(caller, user.get());
        if (refusal.isPresent()) {
            return new Outcome.NotLinked(new UserChanges.Outcome.NotAllowed(refusal.get()));
        }
        return agent(caller, agentId)
                .map(agent -> link(caller, user.get(), agent, account))
                .orElseGet(Outcome.NoSuchAgent::new);
    }

    private Outcome link(Principal caller, User user, Agent agent, String account) {
        switch (agent.platform()) {
            case SLACK, DISCORD, TELEGRAM, TEAMS -> {}
            case COPILOT_STUDIO, NOTION, CUSTOM_HTTP -> {
                return new Outcome.Silent();
            }
        }
        var linked =
                new LinkedAccount(
                        caller.organisation(),
                        agent.id(),
                        account,
                        user.id(),
                        agent.credentialVersion(),
                        caller.id(),
                        clock.instant());
        journal.record(
                caller, "user.account_linked", user.id().value(), details(agent.id(), account));
        accounts.link(linked);
        return new Outcome.Linked(linked);
    }

    private Optional<Agent> agent(Principal caller, String id) {
        try {
            return agents.find(caller.organisation(), new AgentId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether there was such a link, and the caller may end it. */
    boolean remove(Principal caller, UserId id, AgentId agent, String account) {
        boolean mine =
                accounts.find(caller.organisation(), agent, account)
                        .filter(link -> link.user().equals(id))
                        .flatMap(_ -> users.find(caller.organisation(), id))
                        .filter(user -> authority.over(caller, user).isEmpty())
                        .isPresent();
        if (!mine) {
            return false;
        }
        journal.record(caller, "user.account_unlinked", id.value(), details(agent, account));
        return accounts.unlink(caller.organisation(), agent, account, id);
    }

    private static Map<String, String> details(AgentId agent, String account) {
        return Map.of("agent", agent.value(), "account", account);
    }
}
