package dev.tollgate.testing;

import dev.tollgate.domain.identity.LinkedAccounts;

final class InMemoryLinkedAccountsTest extends LinkedAccountsContract {
    private final LinkedAccounts accounts = new InMemoryLinkedAccounts();

    @Override
    protected LinkedAccounts accounts() {
        return accounts;
    }
}
