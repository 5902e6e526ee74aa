package dev.tollgate.dynamodb;

import dev.tollgate.domain.identity.LinkedAccounts;
import dev.tollgate.testing.LinkedAccountsContract;

final class DynamoLinkedAccountsTest extends LinkedAccountsContract {
    private final LinkedAccounts accounts = new DynamoLinkedAccounts(LocalTables.shared());

    @Override
    protected LinkedAccounts accounts() {
        return accounts;
    }
}
