package dev.tollgate.domain.outbound;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SecretHolder;
import java.util.Optional;

/**
 * The secrets of agents and subscriptions. Their row says which version is in use; the store may
 * hold others beside it, and which of them were ever in use is the row's business. So nobody who
 * reads sees credentials that an unfinished or a refused change left behind.
 *
 * <p>A change goes: {@link #prepare} the next version, raise the row's version, {@link #use} it.
 * Whoever is stopped between two of these steps does no harm: before the row is raised the old
 * version is read, after it the new one.
 */
public interface Credentials {
    /** The first secret of a new agent or subscription. */
    void create(OrganisationId organisation, SecretHolder holder, AgentSecret secret);

    /**
     * Puts a secret beside the one in use.
     *
     * @param inUse the version that the row has
     * @return the secret with the version it got: the one it asks for, or a later one where an
     *     earlier change has left that behind
     */
    AgentSecret prepare(
            OrganisationId organisation, SecretHolder holder, int inUse, AgentSecret secret);

    /** Makes a version the current one; the one before stays readable as the previous one. */
    void use(OrganisationId organisation, SecretHolder holder, int version);

    /** Exactly that version, whatever a function has in memory. */
    Optional<AgentSecret> fetch(OrganisationId organisation, SecretHolder holder, int version);

    /** Of one that is gone. One that has no secret is no error. */
    void remove(OrganisationId organisation, SecretHolder holder);
}
