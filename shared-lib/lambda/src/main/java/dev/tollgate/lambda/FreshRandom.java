package dev.tollgate.lambda;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.crac.Context;
import org.crac.Resource;

/** A generator that is made anew whenever the process goes on from a snapshot. */
final class FreshRandom implements RandomGenerator, Resource {
    private final Supplier<? extends RandomGenerator> source;
    private volatile RandomGenerator current;

    FreshRandom(Supplier<? extends RandomGenerator> source) {
        this.source = source;
        this.current = source.get();
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {}

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        current = source.get();
    }

    @Override
    public long nextLong() {
        return current.nextLong();
    }

    @Override
    public int nextInt() {
        return current.nextInt();
    }

    @Override
    public int nextInt(int bound) {
        return current.nextInt(bound);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        current.nextBytes(bytes);
    }
}
