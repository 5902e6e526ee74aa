package dev.tollgate.testing;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Idempotency keys in a map, one caller at a time. */
public final class InMemoryIdempotencyKeys implements IdempotencyKeys {
    private final InstantSource clock;
    private final Map<Key, Entry> entries;

    public InMemoryIdempotencyKeys(InstantSource clock) {
        this(clock, new ConcurrentHashMap<>());
    }

    /** With the keys of another twin. */
    InMemoryIdempotencyKeys(InstantSource clock, Map<Key, Entry> entries) {
        this.clock = clock;
        this.entries = entries;
    }

    @Override
    public synchronized Claim claim(Key key, String digest, InvocationId invocation) {
        var standing = entries.get(key);
        if (standing == null || !clock.instant().isBefore(standing.until())) {
            entries.put(key, new Entry(digest, invocation, clock.instant().plus(KEPT)));
            return new Claim.Mine();
        }
        if (standing.invocation().equals(invocation)) {
            return new Claim.Mine();
        }
        return standing.digest().equals(digest)
                ? new Claim.Repeated(standing.invocation())
                : new Claim.Mismatch();
    }

    @Override
    public synchronized boolean passOn(Key key, InvocationId former, InvocationId next) {
        var standing = entries.get(key);
        if (standing == null || !standing.invocation().equals(former)) {
            return false;
        }
        entries.put(key, new Entry(standing.digest(), next, standing.until()));
        return true;
    }

    @Override
    public synchronized void release(Key key, InvocationId invocation) {
        var standing = entries.get(key);
        if (standing != null && standing.invocation().equals(invocation)) {
            entries.remove(key);
        }
    }

    record Entry(String digest, InvocationId invocation, Instant until) {}
}
