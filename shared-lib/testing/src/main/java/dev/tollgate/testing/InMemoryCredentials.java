package dev.tollgate.testing;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Credentials;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The twin of the secret store. */
public final class InMemoryCredentials implements Credentials {
    private final NavigableMap<String, NavigableMap<Integer, AgentSecret>> secrets =
            new TreeMap<>();

    @Override
    public synchronized void create(
            OrganisationId organisation, AgentId agent, AgentSecret secret) {
        var versions = new TreeMap<Integer, AgentSecret>();
        versions.put(secret.version(), secret);
        if (secrets.putIfAbsent(name(organisation, agent), versions) != null) {
            throw new IllegalStateException("there is a secret of " + agent);
        }
    }

    @Override
    public synchronized AgentSecret prepare(
            OrganisationId organisation, AgentId agent, int inUse, AgentSecret secret) {
        var versions = secrets.get(name(organisation, agent));
        if (versions == null) {
            throw new IllegalStateException("there is no secret of " + agent);
        }
        int version = Math.max(secret.version(), versions.lastKey() + 1);
        var prepared = new AgentSecret(version, secret.webhookUrl(), secret.auth());
        versions.put(version, prepared);
        return prepared;
    }

    /** Nothing to do: every version is at hand. */
    @Override
    public void use(OrganisationId organisation, AgentId agent, int version) {}

    @Override
    public synchronized Optional<AgentSecret> fetch(
            OrganisationId organisation, AgentId agent, int version) {
        return Optional.ofNullable(secrets.get(name(organisation, agent)))
                .flatMap(versions -> Optional.ofNullable(versions.get(version)));
    }

    @Override
    public synchronized void remove(OrganisationId organisation, AgentId agent) {
        secrets.remove(name(organisation, agent));
    }

    /** The agents that have a secret now, as {@code organisation/agent}. */
    public synchronized Set<String> names() {
        return Set.copyOf(secrets.keySet());
    }

    private static String name(OrganisationId organisation, AgentId agent) {
        return organisation + "/" + agent;
    }
}
