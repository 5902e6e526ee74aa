package dev.tollgate.dynamodb;

import dev.tollgate.domain.identity.Attempts;
import dev.tollgate.testing.AttemptsContract;

final class DynamoAttemptsTest implements AttemptsContract {
    private final Attempts attempts = new DynamoAttempts(LocalTables.shared());

    @Override
    public Attempts attempts() {
        return attempts;
    }
}
