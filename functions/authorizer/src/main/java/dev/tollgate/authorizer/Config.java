package dev.tollgate.authorizer;

import dev.tollgate.identity.Issuer;
import dev.tollgate.lambda.Environment;
import java.time.Duration;
import java.util.List;

/**
 * The settings of this function.
 *
 * @param tablePrefix what the names of the tables start with
 * @param secretPrefix what the names of the secrets start with
 * @param tokenCheck how long what is known of a token's session is good for
 * @param issuers whose tokens are accepted beside our own
 */
record Config(String tablePrefix, String secretPrefix, Duration tokenCheck, List<Issuer> issuers) {
    private static final Duration MOMENT = Duration.ofSeconds(5);

    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                environment.text("SECRET_PREFIX", "tollgate/"),
                environment.seconds("TOKEN_CHECK_SECONDS", MOMENT),
                IssuerSettings.of(environment));
    }
}
