package dev.tollgate.registration;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.agent.Agents.Saved;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.domain.outbound.WebhookUrls;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Changes an agent. New credentials are stored beside those in use before the row names them, and
 * become the current ones after it; see {@link Credentials} for why no order of events does harm.
 */
final class Change {
    /**
     * A change that names no version is made on whatever version is there, however often needed.
     */
    private static final int ATTEMPTS = 8;

    private final Agents agents;
    private final Credentials credentials;
    private final Journal journal;
    private final InstantSource clock;

    Change(Agents agents, Credentials credentials, Journal journal, InstantSource clock) {
        this.agents = agents;
        this.credentials = credentials;
        this.journal = journal;
        this.clock = clock;
    }

    sealed interface Outcome {
        /**
         * It is done.
         *
         * @param shown a secret that the caller is told this once
         */
        record Changed(Agent agent, Optional<SigningSecret> shown) implements Outcome {}

        record NotFound() implements Outcome {}

        record NameTaken(String name) implements Outcome {}

        /** The agent is at another version than the caller expects. */
        record Stale(int version) implements Outcome {}

        /** Others keep changing it. */
        record Busy() implements Outcome {}
    }

    /** {@code patch} reads what is asked for over what is there. */
    Outcome run(Principal by, AgentId id, OptionalInt expected, Function<Agent, Patch> patch) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = agents.find(by.organisation(), id);
            if (before.isEmpty()) {
                return new Outcome.NotFound();
            }
            int version = before.get().version();
            if (expected.isPresent() && expected.getAsInt() != version) {
                return new Outcome.Stale(version);
            }
            var outcome = attempt(by, before.get(), patch.apply(before.get()));
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new Outcome.Busy();
    }

    /** Empty if somebody else was faster. */
    private Optional<Outcome> attempt(Principal by, Agent before, Patch patch) {
        var changed = Changes.between(before, patch);
        var secrets = patch.secret().names();
        if (changed.isEmpty() && secrets.isEmpty() && before.status() == patch.status()) {
            return Optional.of(new Outcome.Changed(before, Optional.empty()));
        }
        var secret = secret(before, patch.secret());
        var after = Changes.applied(before, patch, clock.instant());
        if (secret.isPresent()) {
            after = withSecret(after, secret.get());
        }
        var intent = journal.changes(by, before, after, changed, secrets);
        return switch (agents.replace(after)) {
            case Saved.Done() -> {
                if (secret.isPresent()) {
                    credentials.use(after.organisation(), after.id(), after.credentialVersion());
                }
                intent.done();
                yield Optional.of(new Outcome.Changed(after, patch.secret().signing().shown()));
            }
            case Saved.NameTaken(var name) -> {
                intent.refused("name_taken");
                yield Optional.of(new Outcome.NameTaken(name));
            }
            case Saved.Stale() -> {
                intent.refused("stale");
                yield Optional.empty();
            }
        };
    }

    private Optional<AgentSecret> secret(Agent agent, SecretFields fields) {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        int inUse = agent.credentialVersion();
        var next =
                credentials
                        .fetch(agent.organisation(), agent.id(), inUse)
                        .map(old -> fields.over(old, inUse + 1))
                        .orElseGet(() -> anew(agent, fields));
        return Optional.of(credentials.prepare(agent.organisation(), agent.id(), inUse, next));
    }

    private static AgentSecret anew(Agent agent, SecretFields fields) {
        if (!fields.isWhole()) {
            throw new IllegalStateException(
                    "the secret of "
                            + agent.id()
                            + " is gone; a PATCH with both webhook_url and auth_config makes"
                            + " another");
        }
        return fields.secret(agent.credentialVersion() + 1);
    }

    private static Agent withSecret(Agent agent, AgentSecret secret) {
        return Changes.withSecret(
                agent,
                secret.webhookUrl().map(WebhookUrls::masked),
                secret.auth().type(),
                secret.version());
    }
}
