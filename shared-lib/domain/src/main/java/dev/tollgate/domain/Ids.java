package dev.tollgate.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes new ids: prefixed, unguessable, sorted by time; those that one maker makes within a
 * millisecond, by the order it made them in.
 */
public final class Ids {
    private final InstantSource clock;
    private final RandomGenerator random;
    private String last = Ulid.first(Instant.EPOCH);

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

    /** What ids with that prefix look like, as a regular expression. */
    public static String pattern(String prefix) {
        return prefix + Ulid.PATTERN;
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

    public UserId user() {
        return new UserId(next(UserId.PREFIX));
    }

    public SessionId session() {
        return new SessionId(next(SessionId.PREFIX));
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

    public AuditId audit() {
        return new AuditId(next(AuditId.PREFIX));
    }

    public ExportId export() {
        return new ExportId(next(ExportId.PREFIX));
    }

    public WriterId writer() {
        return new WriterId(next(WriterId.PREFIX));
    }

    private synchronized String next(String prefix) {
        last = Ulid.nextAfter(last, clock.instant(), random);
        return prefix + last;
    }
}
