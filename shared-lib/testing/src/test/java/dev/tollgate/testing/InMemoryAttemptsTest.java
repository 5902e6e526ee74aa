package dev.tollgate.testing;

import dev.tollgate.domain.identity.Attempts;

final class InMemoryAttemptsTest implements AttemptsContract {
    private final Attempts attempts = new InMemoryAttempts();

    @Override
    public Attempts attempts() {
        return attempts;
    }
}
