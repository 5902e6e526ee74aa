package dev.tollgate.admin;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.User;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.HomeOrganisation;
import dev.tollgate.lambda.Probe;
import dev.tollgate.redis.Redis;
import java.net.URI;
import java.time.Duration;

/**
 * The settings of this function.
 *
 * @param tablePrefix what the names of the tables start with
 * @param secretPrefix what the names of the secrets start with
 * @param deliveryQueue that health asks
 * @param organisation the one that the administrator signs in to
 * @param shortestPassword that a user may be given, in characters
 * @param hashCost of the passwords that are given from now on
 */
record Config(
        String tablePrefix,
        String secretPrefix,
        Redis redis,
        URI deliveryQueue,
        String adminUser,
        Password adminPassword,
        OrganisationId organisation,
        Tokens.Lifetimes lifetimes,
        int shortestPassword,
        PasswordHash.Cost hashCost) {
    private static final String USER = "AGENT_GATEWAY_ADMIN_USER";

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);

    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"),
                Redis.from(environment::find).probe(Probe.REDIS_TIMEOUT),
                URI.create(environment.text("DELIVERY_QUEUE_URL")),
                environment.choice(
                        USER, "admin", "1 to 64 of A-Z a-z 0-9 . _ @ -", User::checkedName),
                Password.of(environment),
                HomeOrganisation.of(environment),
                new Tokens.Lifetimes(
                        environment.seconds("AGENT_GATEWAY_ACCESS_EXPIRE", HOUR),
                        environment.seconds("AGENT_GATEWAY_REFRESH_EXPIRE", WEEK)),
                environment.choice(
                        "AGENT_GATEWAY_PASSWORD_LENGTH",
                        12,
                        "a whole number from 8 to 64",
                        Config::passwordLength),
                PasswordHash.USUAL);
    }

    /** The same with another administrator. */
    Config administeredBy(String user, String password, PasswordHash.Cost cost) {
        return new Config(
                tablePrefix,
                secretPrefix,
                redis,
                deliveryQueue,
                user,
                new Password.Given(password),
                organisation,
                lifetimes,
                shortestPassword,
                cost);
    }

    private static int passwordLength(String text) {
        int length = Integer.parseInt(text);
        if (length < 8 || length > 64) {
            throw new IllegalArgumentException(text);
        }
        return length;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Config[tables " + tablePrefix + "*, secrets " + secretPrefix + "*]";
    }
}
