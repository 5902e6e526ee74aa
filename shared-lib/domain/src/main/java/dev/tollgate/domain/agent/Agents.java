package dev.tollgate.domain.agent;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import java.util.Optional;

/** The registered agents. A deleted one is not found, and its name is free again. */
public interface Agents {
    Saved add(Agent agent);

    /** Replaces the agent if it still is at the version before {@code agent.version()}. */
    Saved replace(Agent agent);

    Optional<Agent> find(OrganisationId organisation, AgentId id);

    /**
     * Whose agent it is, for requests that name an agent and nobody else. One that was registered
     * within the last moments may not be known yet, and one that is known may be gone by now.
     */
    Optional<OrganisationId> organisationOf(AgentId id);

    /** In order of creation, without the deleted ones. */
    Page<Agent> list(OrganisationId organisation, PageRequest page);

    /** What came of a write. */
    sealed interface Saved {
        record Done() implements Saved {}

        /** Another agent of the organisation has the name (compared without case). */
        record NameTaken(String name) implements Saved {}

        /** Somebody else changed or deleted it meanwhile. */
        record Stale() implements Saved {}
    }
}
