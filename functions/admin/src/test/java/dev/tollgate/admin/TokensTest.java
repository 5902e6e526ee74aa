package dev.tollgate.admin;

import static dev.tollgate.admin.Office.CAROL;
import static dev.tollgate.admin.Office.HOME;
import static dev.tollgate.admin.Office.OLIVIA;
import static dev.tollgate.admin.Office.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.Race;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TokensTest {
    private final Office office = new Office();

    @Test
    void changesARefreshTokenForTheNextOne() {
        var first = refreshToken("carol");

        var second = json(office.refresh(first));

        assertThat(second.path("expires_in").asInt()).isEqualTo(3600);
        assertThat(second.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(second.path("refresh_token").asText()).isNotEqualTo(first);
        assertThat(status(second.path("refresh_token").asText())).isEqualTo(200);
        assertThat(office.audit.types())
                .containsExactly("admin.login", "session.renewed", "session.renewed");
    }

    @Test
    void endsTheSessionOfATokenThatIsUsedTwice() {
        var first = refreshToken("carol");
        var second = json(office.refresh(first)).path("refresh_token").asText();

        assertThat(status(first)).isEqualTo(401);
        assertThat(status(second)).isEqualTo(401);
        assertThat(office.audit.types())
                .containsExactly("admin.login", "session.renewed", "session.reuse_detected");
    }

    @Test
    void givesOneOfManyTheNextToken() throws Exception {
        var token = refreshToken("carol");

        var got = Race.of(64, _ -> () -> status(token));

        assertThat(Collections.frequency(got, 200)).isEqualTo(1);
        assertThat(Collections.frequency(got, 401)).isEqualTo(63);
    }

    @Test
    void isNotMadeToEndASessionByAForgedToken() {
        var token = refreshToken("carol");
        var body = token.substring(0, 31);

        assertThat(status(body + "X".repeat(43) + "." + "Y".repeat(43))).isEqualTo(401);
        assertThat(status(token)).isEqualTo(200);
    }

    @Test
    void doesNotProlongASession() {
        var token = refreshToken("carol");
        office.clock.pass(Duration.ofDays(7).minusSeconds(60));
        var last = json(office.refresh(token));
        office.clock.pass(Duration.ofSeconds(60));

        assertThat(last.path("expires_in").asInt()).isEqualTo(60);
        assertThat(status(last.path("refresh_token").asText())).isEqualTo(401);
    }

    @Test
    void endsTheTokensOfOneSessionByEitherToken() {
        var one = office.signedIn("carol");
        var two = office.signedIn("carol");
        var three = refreshToken("carol");

        assertThat(revoke(office.principal(CAROL), one.path("token").asText()))
                .isEqualTo("{\"revoked\":true}");
        assertThat(revoke(office.principal(CAROL), two.path("refresh_token").asText()))
                .isEqualTo("{\"revoked\":true}");
        assertThat(status(one.path("refresh_token").asText())).isEqualTo(401);
        assertThat(status(two.path("refresh_token").asText())).isEqualTo(401);
        assertThat(status(three)).isEqualTo(200);
        assertThat(revoke(office.principal(CAROL), one.path("token").asText()))
                .isEqualTo("{\"revoked\":false}");
    }

    @Test
    void endsSomebodyElsesTokensForWhoMay() {
        var token = refreshToken("carol");

        assertThat(revoke(Office.stranger("usr_x", Role.OPERATOR), token))
                .contains("not_your_token");
        assertThat(status(token)).isEqualTo(200);
        assertThat(revoke(Office.stranger("usr_x", Role.ADMIN), token))
                .isEqualTo("{\"revoked\":true}");
    }

    @Test
    void cannotReachTheTokensOfAnotherOrganisation() {
        var token = refreshToken("carol");
        var stranger =
                new Principal(
                        Office.AWAY,
                        "usr_x",
                        "x",
                        Set.of("owner"),
                        Role.OWNER.scopes(),
                        Optional.empty());

        assertThat(revoke(stranger, token)).isEqualTo("{\"revoked\":false}");
        office.call(stranger, Route.REVOKE_ALL, "{}");
        assertThat(status(token)).isEqualTo(200);
    }

    @Test
    void endsAllTokensOfTheOrganisation() {
        var carols = refreshToken("carol");
        var olivias = refreshToken("olivia");

        office.call(Office.stranger("usr_x", Role.ADMIN), Route.REVOKE_ALL, "{}");

        assertThat(status(carols)).isEqualTo(401);
        assertThat(status(olivias)).isEqualTo(401);
        assertThat(status(refreshToken("carol"))).isEqualTo(200);
        assertThat(office.users.epoch(HOME).number()).isEqualTo(1);
    }

    @Test
    void endsAllTokensOfOneUser() {
        var carols = refreshToken("carol");
        var olivias = refreshToken("olivia");

        office.call(
                office.principal(OLIVIA),
                Route.REVOKE_ALL,
                "{\"user_id\": \"%s\"}".formatted(CAROL));

        assertThat(status(carols)).isEqualTo(401);
        assertThat(status(olivias)).isEqualTo(200);
    }

    @Test
    void endsTheTokensOfTheAdministratorOfTheSettings() {
        var token = refreshToken("admin");
        var administrator = UserId.named("administrator", HOME.value(), "admin");

        office.call(
                office.principal(administrator),
                Route.REVOKE_ALL,
                "{\"user_id\": \"%s\"}".formatted(administrator));

        assertThat(status(token)).isEqualTo(401);
        assertThat(status(refreshToken("admin"))).isEqualTo(200);
    }

    @Test
    void endsTheTokensOfWhoIsDisabledOrRemovedOrHasAnotherPassword() {
        var owner = office.principal(OLIVIA);
        var disabled = refreshToken("carol");
        office.call(owner, Route.CHANGE_USER, CAROL, "{\"disabled\": true}");
        office.call(owner, Route.CHANGE_USER, CAROL, "{\"disabled\": false}");
        var changed = refreshToken("carol");
        office.call(owner, Route.CHANGE_PASSWORD, CAROL, "{\"new_password\": \"a dozen or more\"}");
        var own = json(office.login("carol", "a dozen or more", "192.0.2.7"));
        office.call(owner, Route.DELETE_USER, CAROL, "");

        assertThat(status(disabled)).isEqualTo(401);
        assertThat(status(changed)).isEqualTo(401);
        assertThat(status(own.path("refresh_token").asText())).isEqualTo(401);
    }

    private String refreshToken(String name) {
        return office.signedIn(name).path("refresh_token").asText();
    }

    private int status(String refreshToken) {
        return office.refresh(refreshToken).getStatusCode();
    }

    private String revoke(Principal caller, String token) {
        return office.call(caller, Route.REVOKE, "{\"token\": \"%s\"}".formatted(token)).getBody();
    }
}
