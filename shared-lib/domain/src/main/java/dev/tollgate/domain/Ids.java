package dev.tollgate.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes new ids: prefixed, unguessable, sorted by time. */
public final class Ids {
    private final InstantSource clock;
    private final RandomGenerator random;
    private String lastAudit = Ulid.first(Instant.EPOCH);

    /** {@code random} must be a secure generator wherever an id leaves the process. */
    public Ids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * The same ids each time for the same name and instant, so that a repetition is known. Not for
     * ids that must not be guessed.
     */
    public static Ids repeatable(Instant at, String name) {
        var seed = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new Ids(() -> at, new SplittableRandom(seed.getMostSignificantBits()));
    }

    public OrganisationId organisation() {
        return new OrganisationId(next(OrganisationId.PREFIX));
    }

    public AgentId agent() {
        return new AgentId(next(AgentId.PREFIX));
    }

    public InvocationId invocation() {
        return new InvocationId(next(InvocationId.PREFIX));
    }

    public ApiKeyId apiKey() {
        return new ApiKeyId(next(ApiKeyId.PREFIX));
    }

    public DeliveryId delivery() {
        return new DeliveryId(next(DeliveryId.PREFIX));
    }

    public SubscriptionId subscription() {
        return new SubscriptionId(next(SubscriptionId.PREFIX));
    }

    public EventId event() {
        return new EventId(next(EventId.PREFIX));
    }

    /** Those of one maker sort in the order they were made in, within a millisecond too. */
    public synchronized AuditId audit() {
        lastAudit = Ulid.nextAfter(lastAudit, clock.instant(), random);
        return new AuditId(AuditId.PREFIX + lastAudit);
    }

    private String next(String prefix) {
        return prefix + Ulid.next(clock.instant(), random);
    }
}
