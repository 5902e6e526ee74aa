package dev.tollgate.admin;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.HomeOrganisation;
import dev.tollgate.lambda.Probe;
import dev.tollgate.redis.Redis;
import java.time.Duration;

/**
 * The settings of this function.
 *
 * @param tablePrefix what the names of the tables start with
 * @param secretPrefix what the names of the secrets start with
 * @param organisation the one that the administrator signs in to
 * @param accessLifetime how long an access token holds
 */
record Config(
        String tablePrefix,
        String secretPrefix,
        Redis redis,
        String adminUser,
        Password adminPassword,
        OrganisationId organisation,
        Duration accessLifetime) {
    private static final String USER = "AGENT_GATEWAY_ADMIN_USER";

    private static final Duration HOUR = Duration.ofHours(1);

    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"),
                Redis.from(environment::find).probe(Probe.REDIS_TIMEOUT),
                environment.choice(
                        USER, "admin", "1 to 64 of A-Z a-z 0-9 . _ @ -", Config::userName),
                Password.of(environment),
                HomeOrganisation.of(environment),
                environment.seconds("AGENT_GATEWAY_ACCESS_EXPIRE", HOUR));
    }

    /** The same with another administrator. */
    Config administeredBy(String user, String password) {
        return new Config(
                tablePrefix,
                secretPrefix,
                redis,
                user,
                new Password.Given(password),
                organisation,
                accessLifetime);
    }

    private static String userName(String text) {
        if (!text.matches("[A-Za-z0-9._@-]{1,64}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Config[tables " + tablePrefix + "*, secrets " + secretPrefix + "*]";
    }
}
