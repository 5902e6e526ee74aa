package dev.tollgate.registration;

import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.domain.outbound.WebhookUrls;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Changes a subscription, or its signing secret. A new secret is stored beside the one in use
 * before the row names it, and becomes the current one after it; see {@link Credentials} for why no
 * order of events does harm.
 */
final class ChangeSubscription {
    /**
     * A change that names no version is made on whatever version is there, however often needed.
     */
    private static final int ATTEMPTS = 8;

    private final Subscriptions subscriptions;
    private final Credentials credentials;
    private final SubscriptionJournal journal;
    private final InstantSource clock;
    private final RandomGenerator random;

    ChangeSubscription(RegistrationFunction.Ports ports, SubscriptionJournal journal) {
        this.subscriptions = ports.subscriptions();
        this.credentials = ports.credentials();
        this.journal = journal;
        this.clock = ports.clock();
        this.random = ports.random();
    }

    sealed interface Outcome {
        record Changed(Subscription subscription) implements Outcome {}

        record NotFound() implements Outcome {}

        /** It is at another version than the caller expects. */
        record Stale(int version) implements Outcome {}

        /** Others keep changing it. */
        record Busy() implements Outcome {}
    }

    Outcome patch(Principal by, SubscriptionId id, OptionalInt expected, SubscriptionPatch patch) {
        var act = journal.act(by, id, "updated");
        return change(by, id, expected, before -> patched(before, patch, act));
    }

    /** Another URL has not failed yet. */
    private Optional<Subscription> patched(
            Subscription before, SubscriptionPatch patch, SubscriptionJournal.Act act) {
        var changes = patch.changes(before);
        if (changes.isEmpty()) {
            return Optional.of(before);
        }
        var after = patch.over(before, clock.instant());
        var details = Map.of("changed", String.join(", ", changes));
        if (patch.url().isEmpty()) {
            act.record(details);
            return replaced(after);
        }
        URI url = patch.url().get();
        var secret = prepare(before, url, old(before).signing());
        act.record(details);
        var changed =
                used(secured(after, WebhookUrls.masked(url), secret.version(), after.rotatedAt()));
        changed.ifPresent(it -> subscriptions.succeeded(it.organisation(), it.id()));
        return changed;
    }

    /** The new one is in use from now on; see {@link Subscription#secretsInUse} for the old. */
    Outcome rotate(Principal by, SubscriptionId id, OptionalInt expected, SigningSecret secret) {
        var act = journal.act(by, id, "secret_rotated");
        return change(by, id, expected, before -> rotated(before, secret, act));
    }

    SigningSecret mint() {
        return SigningSecret.mint(random);
    }

    private Optional<Subscription> rotated(
            Subscription before, SigningSecret secret, SubscriptionJournal.Act act) {
        var old = old(before);
        var signing = Stream.concat(Stream.of(secret), old.signing().stream().limit(1)).toList();
        var prepared = prepare(before, old.webhookUrl().orElseThrow(), signing);
        act.record(Map.of("credential_version", Integer.toString(prepared.version())));
        var now = clock.instant();
        var after = nothing().over(before, now);
        return used(secured(after, before.endpoint(), prepared.version(), Optional.of(now)));
    }

    private static SubscriptionPatch nothing() {
        return new SubscriptionPatch(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** {@code attempt} is empty if somebody else was faster. */
    private Outcome change(
            Principal by,
            SubscriptionId id,
            OptionalInt expected,
            Function<Subscription, Optional<Subscription>> attempt) {
        for (int i = 0; i < ATTEMPTS; i++) {
            var before = subscriptions.find(by.organisation(), id);
            if (before.isEmpty()) {
                return new Outcome.NotFound();
            }
            int version = before.get().version();
            if (expected.isPresent() && expected.getAsInt() != version) {
                return new Outcome.Stale(version);
            }
            var after = attempt.apply(before.get());
            if (after.isPresent()) {
                return new Outcome.Changed(
                        subscriptions.find(by.organisation(), id).orElseGet(after::get));
            }
        }
        return new Outcome.Busy();
    }

    private Optional<Subscription> replaced(Subscription after) {
        return Optional.of(after).filter(subscriptions::replace);
    }

    private Optional<Subscription> used(Subscription after) {
        var replaced = replaced(after);
        replaced.ifPresent(
                it -> credentials.use(it.organisation(), it.id(), it.credentialVersion()));
        return replaced;
    }

    private AgentSecret prepare(Subscription before, URI url, List<SigningSecret> signing) {
        int inUse = before.credentialVersion();
        var secret =
                new AgentSecret(
                        inUse + 1,
                        Optional.of(url),
                        new OutboundAuth.None(),
                        signing,
                        Optional.empty());
        return credentials.prepare(before.organisation(), before.id(), inUse, secret);
    }

    private AgentSecret old(Subscription before) {
        return credentials
                .fetch(before.organisation(), before.id(), before.credentialVersion())
                .orElseThrow(() ->
                        new IllegalStateException(
                                "the secret of "
                                        + before.id()
                                        + " is gone; delete it and make"
                                        + " another"));
    }

    private static Subscription secured(
            Subscription after,
            String endpoint,
            int credentialVersion,
            Optional<Instant> rotatedAt) {
        return new Subscription(
                after.id(),
                after.organisation(),
                endpoint,
                after.description(),
                after.types(),
                after.agent(),
                after.disabled(),
                after.failingSince(),
                credentialVersion,
                rotatedAt,
                after.version(),
                after.createdBy(),
                after.createdAt(),
                after.updatedAt());
    }
}
