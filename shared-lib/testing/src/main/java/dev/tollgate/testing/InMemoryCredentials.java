package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SecretHolder;
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
            OrganisationId organisation, SecretHolder holder, AgentSecret secret) {
        var versions = new TreeMap<Integer, AgentSecret>();
        versions.put(secret.version(), secret);
        if (secrets.putIfAbsent(name(organisation, holder), versions) != null) {
            throw new IllegalStateException("there is a secret of " + holder);
        }
    }

    @Override
    public synchronized AgentSecret prepare(
            OrganisationId organisation, SecretHolder holder, int inUse, AgentSecret secret) {
        var versions = secrets.get(name(organisation, holder));
        if (versions == null) {
            throw new IllegalStateException("there is no secret of " + holder);
        }
        int version = Math.max(secret.version(), versions.lastKey() + 1);
        var prepared = secret.numbered(version);
        versions.put(version, prepared);
        return prepared;
    }

    /** Nothing to do: every version is at hand. */
    @Override
    public void use(OrganisationId organisation, SecretHolder holder, int version) {}

    @Override
    public synchronized Optional<AgentSecret> fetch(
            OrganisationId organisation, SecretHolder holder, int version) {
        return Optional.ofNullable(secrets.get(name(organisation, holder)))
                .flatMap(versions -> Optional.ofNullable(versions.get(version)));
    }

    @Override
    public synchronized void remove(OrganisationId organisation, SecretHolder holder) {
        secrets.remove(name(organisation, holder));
    }

    /** Who has a secret now, as {@code organisation/holder}. */
    public synchronized Set<String> names() {
        return Set.copyOf(secrets.keySet());
    }

    private static String name(OrganisationId organisation, SecretHolder holder) {
        return organisation + "/" + holder;
    }
}
