package dev.tollgate.testing;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentName;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The twin of the agents' table. */
public final class InMemoryAgents implements Agents {
    private final NavigableMap<AgentId, Agent> agents = new TreeMap<>();

    @Override
    public synchronized Saved add(Agent agent) {
        if (nameIsTaken(agent)) {
            return new Saved.NameTaken(agent.name());
        }
        if (agents.putIfAbsent(agent.id(), agent) != null) {
            throw new IllegalStateException("there is an agent " + agent.id());
        }
        return new Saved.Done();
    }

    @Override
    public synchronized Saved replace(Agent agent) {
        var before = find(agent.organisation(), agent.id());
        if (before.isEmpty() || before.get().version() != agent.version() - 1) {
            return new Saved.Stale();
        }
        if (agent.status() != AgentStatus.DELETED && nameIsTaken(agent)) {
            return new Saved.NameTaken(agent.name());
        }
        agents.put(agent.id(), agent);
        return new Saved.Done();
    }

    @Override
    public synchronized Optional<Agent> find(OrganisationId organisation, AgentId id) {
        return of(organisation).filter(agent -> agent.id().equals(id)).findFirst();
    }

    @Override
    public synchronized Optional<OrganisationId> organisationOf(AgentId id) {
        return Optional.ofNullable(agents.get(id))
                .filter(agent -> agent.status() != AgentStatus.DELETED)
                .map(Agent::organisation);
    }

    @Override
    public synchronized Page<Agent> list(OrganisationId organisation, PageRequest page) {
        return Pages.cut(of(organisation).toList(), page, agent -> agent.id().value());
    }

    private boolean nameIsTaken(Agent agent) {
        var key = AgentName.key(agent.name());
        return of(agent.organisation())
                .filter(other -> !other.id().equals(agent.id()))
                .anyMatch(other -> AgentName.key(other.name()).equals(key));
    }

    private Stream<Agent> of(OrganisationId organisation) {
        return agents.values().stream()
                .filter(agent -> agent.organisation().equals(organisation))
                .filter(agent -> agent.status() != AgentStatus.DELETED);
    }
}
