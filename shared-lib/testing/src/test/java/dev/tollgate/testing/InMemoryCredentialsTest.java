package dev.tollgate.testing;

import dev.tollgate.domain.outbound.Credentials;

final class InMemoryCredentialsTest extends CredentialsContract {
    private final Credentials credentials = new InMemoryCredentials();

    @Override
    protected Credentials credentials() {
        return credentials;
    }

    @Override
    protected Credentials elsewhere() {
        return credentials;
    }
}
