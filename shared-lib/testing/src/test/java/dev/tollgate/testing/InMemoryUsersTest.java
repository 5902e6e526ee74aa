package dev.tollgate.testing;

import dev.tollgate.domain.identity.Users;

final class InMemoryUsersTest implements UsersContract {
    private final Users users = new InMemoryUsers();

    @Override
    public Users users() {
        return users;
    }
}
