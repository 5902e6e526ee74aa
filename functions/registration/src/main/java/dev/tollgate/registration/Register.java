package dev.tollgate.registration;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.agent.Agents.Saved;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.domain.outbound.WebhookUrls;
import java.time.InstantSource;
import java.util.Optional;

/** Registers an agent: the audit, then its secret, then its row. */
final class Register {
    private final Agents agents;
    private final Credentials credentials;
    private final Journal journal;
    private final Ids ids;
    private final InstantSource clock;

    Register(
            Agents agents, Credentials credentials, Journal journal, Ids ids, InstantSource clock) {
        this.agents = agents;
        this.credentials = credentials;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
    }

    sealed interface Outcome {
        /**
         * It is done.
         *
         * @param shown a secret that the caller is told this once
         */
        record Registered(Agent agent, Optional<SigningSecret> shown) implements Outcome {}

        record NameTaken(String name) implements Outcome {}
    }

    Outcome run(Principal by, Draft draft) {
        var agent = agent(by, ids.agent(), draft);
        var intent = journal.registers(by, agent);
        // The secret first: a row without a secret would be an agent that fails, while a secret
        // without a row is one that nobody finds, under an id that is never used again.
        credentials.create(agent.organisation(), agent.id(), draft.secret().secret(1));
        return switch (saved(agent)) {
            case Saved.Done() -> {
                intent.done();
                yield new Outcome.Registered(agent, draft.secret().signing().shown());
            }
            case Saved.NameTaken(var name) -> {
                intent.refused("name_taken");
                credentials.remove(agent.organisation(), agent.id());
                yield new Outcome.NameTaken(name);
            }
            case Saved.Stale() -> throw new IllegalStateException("a new agent is not stale");
        };
    }

    private Saved saved(Agent agent) {
        try {
            return agents.add(agent);
        } catch (RuntimeException e) {
            // After a fault nobody knows whether the row is there; an agent keeps its secret.
            if (agents.find(agent.organisation(), agent.id()).isEmpty()) {
                credentials.remove(agent.organisation(), agent.id());
            }
            throw e;
        }
    }

    private Agent agent(Principal by, AgentId id, Draft draft) {
        var settings = draft.settings();
        var now = clock.instant();
        return new Agent(
                id,
                by.organisation(),
                settings.name(),
                settings.description(),
                draft.platform(),
                draft.secret().url().map(WebhookUrls::masked),
                draft.secret().auth().orElseThrow().type(),
                settings.platformConfig(),
                settings.rateLimits(),
                settings.budget(),
                settings.costPerExecution(),
                settings.tags(),
                settings.environment(),
                settings.requiresApproval(),
                AgentStatus.ACTIVE,
                1,
                1,
                by.id(),
                now,
                now);
    }
}
