package dev.tollgate.testing;

import dev.tollgate.domain.identity.Sessions;
import dev.tollgate.domain.identity.Standings;
import dev.tollgate.domain.identity.Users;

final class InMemorySessionsTest implements SessionsContract {
    private final Sessions sessions = new InMemorySessions();
    private final Users users = new InMemoryUsers();

    @Override
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public Users users() {
        return users;
    }

    @Override
    public Standings standings() {
        return new InMemoryStandings(users, sessions);
    }
}
