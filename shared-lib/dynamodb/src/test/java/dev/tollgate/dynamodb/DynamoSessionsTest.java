package dev.tollgate.dynamodb;

import dev.tollgate.domain.identity.Sessions;
import dev.tollgate.domain.identity.Standings;
import dev.tollgate.domain.identity.Users;
import dev.tollgate.testing.SessionsContract;
import java.util.SplittableRandom;

final class DynamoSessionsTest implements SessionsContract {
    private final Sessions sessions = new DynamoSessions(LocalTables.shared());
    private final Users users = new DynamoUsers(LocalTables.shared(), new SplittableRandom(1));

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
        return new DynamoStandings(LocalTables.shared());
    }
}
