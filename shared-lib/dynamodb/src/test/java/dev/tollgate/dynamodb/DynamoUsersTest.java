package dev.tollgate.dynamodb;

import dev.tollgate.domain.identity.Users;
import dev.tollgate.testing.UsersContract;
import java.util.SplittableRandom;

final class DynamoUsersTest implements UsersContract {
    private final Users users = new DynamoUsers(LocalTables.shared(), new SplittableRandom(1));

    @Override
    public Users users() {
        return users;
    }
}
