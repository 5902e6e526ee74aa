package dev.tollgate.admin;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Hashes and compares, one at a time: each takes 64 MiB. */
final class Passwords {
    private final PasswordHash.Cost cost;
    private final RandomGenerator random;

    Passwords(PasswordHash.Cost cost, RandomGenerator random) {
        this.cost = cost;
        this.random = random;
    }

    synchronized PasswordHash hash(String password) {
        return PasswordHash.of(password, cost, random);
    }

    /** Does the same work where there is nothing to compare with, and finds that it differs. */
    synchronized boolean match(Optional<PasswordHash> hash, String password) {
        boolean same = hash.orElseGet(() -> PasswordHash.ofNobody(cost, random)).matches(password);
        return same && hash.isPresent();
    }
}
