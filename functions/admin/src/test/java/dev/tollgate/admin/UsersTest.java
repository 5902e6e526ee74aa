package dev.tollgate.admin;

import static dev.tollgate.admin.Office.CAROL;
import static dev.tollgate.admin.Office.HOME;
import static dev.tollgate.admin.Office.OLIVIA;
import static dev.tollgate.admin.Office.PASSWORD;
import static dev.tollgate.admin.Office.code;
import static dev.tollgate.admin.Office.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.Race;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UsersTest {
    private static final String LONG = "a dozen or more";

    private final Office office = new Office();
    private final Principal owner = office.principal(OLIVIA);

    @Test
    void makesAUserWhoCanSignIn() {
        var made = json(create(owner, "dave", "operator", "approver"));

        var in = office.login("dave", LONG, "192.0.2.7");

        assertThat(in.getStatusCode()).isEqualTo(200);
        assertThat(office.principal(new UserId(made.path("id").asText())).scopes())
                .isEqualTo(Role.scopes(Set.of(Role.OPERATOR, Role.APPROVER)));
    }

    @Test
    void keepsThePasswordNowhereButAsAHash() {
        create(owner, "dave", "member");

        var dave = office.users.find(HOME, "dave").orElseThrow();
        assertThat(dave.passwordHash())
                .hasValueSatisfying(it -> assertThat(it).startsWith("$argon2id$"));
        assertThat(office.audit.all().toString()).doesNotContain(LONG).doesNotContain("argon2");
    }

    @Test
    void givesANameToOneOfManyWhoWantIt() throws Exception {
        var got = Race.of(16, _ -> () -> create(owner, "dave", "member").getStatusCode());

        assertThat(Collections.frequency(got, 201)).isEqualTo(1);
        assertThat(Collections.frequency(got, 409)).isEqualTo(15);
    }

    @Test
    void keepsTheNameOfTheAdministratorOfTheSettings() {
        assertThat(code(create(owner, "Admin", "member"))).isEqualTo("username_taken");
    }

    @Test
    void letsNobodyMakeOrTouchAnOwnerButAnOwner() {
        var admin = Office.stranger("usr_x", Role.ADMIN);

        assertThat(
                        List.of(
                                code(create(admin, "dave", "owner")),
                                code(patch(admin, CAROL, "{\"roles\": [\"owner\"]}")),
                                code(patch(admin, OLIVIA, "{\"roles\": [\"member\"]}")),
                                code(patch(admin, OLIVIA, "{\"disabled\": true}")),
                                code(office.call(admin, Route.DELETE_USER, OLIVIA, "")),
                                code(password(admin, OLIVIA, Optional.empty())),
                                code(
                                        office.call(
                                                admin,
                                                Route.REVOKE_ALL,
                                                "{\"user_id\": \"%s\"}".formatted(OLIVIA)))))
                .containsOnly("owner_required");
        assertThat(office.users.find(HOME, OLIVIA).orElseThrow().version()).isEqualTo(1);
        assertThat(office.audit.all()).isEmpty();
    }

    @Test
    void letsNobodyGiveMoreThanTheyHave() {
        var scopes = EnumSet.copyOf(Role.MEMBER.scopes());
        scopes.add(Scope.USERS_WRITE);
        var limited = new Principal(HOME, "key_x", "a key", Set.of(), scopes, Optional.empty());

        assertThat(create(limited, "dave", "member").getStatusCode()).isEqualTo(201);
        assertThat(code(create(limited, "erin", "operator"))).isEqualTo("scopes_not_held");
        assertThat(code(patch(limited, CAROL, "{\"roles\": [\"admin\"]}")))
                .isEqualTo("scopes_not_held");
        assertThat(code(patch(limited, CAROL, "{\"allowed_tools\": [\"shell\"]}")))
                .isEqualTo("tools_not_held");
        assertThat(patch(limited, CAROL, "{\"allowed_tools\": []}").getStatusCode()).isEqualTo(200);
    }

    @Test
    void letsSomebodyGiveTheToolsThatTheyMayUse() {
        var adam = json(createWith(owner, "adam", "admin", "\"shell\"")).path("id").asText();
        var admin = office.principal(new UserId(adam));

        assertThat(
                        patch(admin, CAROL, "{\"allowed_tools\": [\"shell\", \"web_search\"]}")
                                .getStatusCode())
                .isEqualTo(200);
        assertThat(code(patch(admin, CAROL, "{\"allowed_tools\": [\"*\"]}")))
                .isEqualTo("tools_not_held");
    }

    @Test
    void keepsWhoBelongsToATeamToTheirTeam() {
        var lead =
                new Principal(
                        HOME,
                        "usr_x",
                        "lead",
                        Set.of("admin"),
                        Role.ADMIN.scopes(),
                        Optional.of("finance"));

        assertThat(json(create(lead, "dave", "member")).path("team").asText()).isEqualTo("finance");
        assertThat(code(patch(lead, CAROL, "{\"disabled\": true}"))).isEqualTo("team_not_held");
    }

    @Test
    void keepsAnOwnerWhoCanSignIn() {
        assertThat(
                        List.of(
                                code(patch(owner, OLIVIA, "{\"roles\": [\"admin\"]}")),
                                code(patch(owner, OLIVIA, "{\"disabled\": true}")),
                                code(office.call(owner, Route.DELETE_USER, OLIVIA, ""))))
                .containsOnly("last_owner");

        patch(owner, CAROL, "{\"roles\": [\"owner\"]}");
        assertThat(patch(owner, OLIVIA, "{\"roles\": [\"admin\"]}").getStatusCode()).isEqualTo(200);
    }

    @Test
    void leavesTheAdministratorOfTheSettingsToThem() {
        office.signedIn("admin");
        var administrator = UserId.named("administrator", HOME.value(), "admin");

        assertThat(
                        List.of(
                                code(patch(owner, administrator, "{\"roles\": [\"member\"]}")),
                                code(patch(owner, administrator, "{\"disabled\": true}")),
                                code(office.call(owner, Route.DELETE_USER, administrator, "")),
                                code(password(owner, administrator, Optional.empty()))))
                .containsOnly("administrator_of_settings");
    }

    @Test
    void recordsWhatItIsAboutToDo() {
        patch(owner, CAROL, "{\"roles\": [\"operator\"], \"disabled\": true}");
        patch(owner, CAROL, "{\"disabled\": true}");
        office.call(owner, Route.DELETE_USER, CAROL, "");

        assertThat(office.audit.types()).containsExactly("user.changed", "user.deleted");
        assertThat(office.audit.all().getFirst())
                .extracting(AuditEvent::actor, AuditEvent::subject, AuditEvent::details)
                .containsExactly(
                        OLIVIA.value(),
                        CAROL.value(),
                        Map.of(
                                "roles_before", "member",
                                "roles", "operator",
                                "disabled_before", "false",
                                "disabled", "true"));
    }

    @Test
    void doesNothingThatCannotBeRecorded() {
        var unrecorded =
                new Office(
                        () -> PASSWORD,
                        Optional.of(events -> {
                            throw new IllegalStateException("the audit is down");
                        }));
        var before = unrecorded.users.find(HOME, CAROL);

        var statuses =
                List.of(
                        unrecorded.call(owner, Route.CHANGE_USER, CAROL, "{\"disabled\": true}"),
                        unrecorded.call(owner, Route.DELETE_USER, CAROL, ""),
                        unrecorded.call(
                                owner,
                                Route.CHANGE_PASSWORD,
                                CAROL,
                                "{\"new_password\": \"%s\"}".formatted(LONG)),
                        unrecorded.call(
                                owner, Route.CREATE_USER, body("dave", LONG, "\"member\"", "")),
                        unrecorded.call(owner, Route.REVOKE_ALL, "{}"));

        assertThat(statuses).allMatch(answer -> answer.getStatusCode() == 500);
        assertThat(unrecorded.users.find(HOME, CAROL)).isEqualTo(before);
        assertThat(unrecorded.users.find(HOME, "dave")).isEmpty();
        assertThat(unrecorded.users.epoch(HOME).number()).isZero();
    }

    @Test
    void losesNoChangeOfManyAtOnce() throws Exception {
        var got =
                Race.of(
                        8,
                        i ->
                                () ->
                                        patch(owner, CAROL, "{\"team\": \"team %d\"}".formatted(i))
                                                .getStatusCode());

        assertThat(got).containsOnly(200);
        assertThat(office.users.find(HOME, CAROL).orElseThrow().version()).isEqualTo(9);
    }

    @Test
    void changesOnesOwnPasswordForThePresentOne() {
        var carol = office.principal(CAROL);

        assertThat(code(password(carol, CAROL, Optional.empty()))).isEqualTo("wrong_password");
        assertThat(code(password(carol, CAROL, Optional.of("guess")))).isEqualTo("wrong_password");
        assertThat(password(carol, CAROL, Optional.of(PASSWORD)).getStatusCode()).isEqualTo(204);
        assertThat(office.login("carol", LONG, "192.0.2.7").getStatusCode()).isEqualTo(200);
        assertThat(office.login("carol", PASSWORD, "192.0.2.7").getStatusCode()).isEqualTo(401);
    }

    @Test
    void slowsDownWhoGuessesAPasswordWithAStolenToken() {
        var carol = office.principal(CAROL);

        var statuses =
                IntStream.range(0, 7)
                        .mapToObj(i -> password(carol, CAROL, Optional.of("guess" + i)))
                        .map(APIGatewayV2HTTPResponse::getStatusCode)
                        .toList();

        assertThat(statuses).containsExactly(403, 403, 403, 403, 403, 429, 429);
    }

    private APIGatewayV2HTTPResponse create(Principal caller, String name, String... roles) {
        return office.call(
                caller,
                Route.CREATE_USER,
                body(name, LONG, "\"" + String.join("\", \"", roles) + "\"", ""));
    }

    private APIGatewayV2HTTPResponse createWith(
            Principal caller, String name, String role, String tools) {
        return office.call(caller, Route.CREATE_USER, body(name, LONG, "\"" + role + "\"", tools));
    }

    private static String body(String name, String password, String roles, String tools) {
        return """
        {"username": "%s", "password": "%s", "roles": [%s], "allowed_tools": [%s]}\
        """
                .formatted(name, password, roles, tools);
    }

    private APIGatewayV2HTTPResponse patch(Principal caller, UserId id, String body) {
        return office.call(caller, Route.CHANGE_USER, id, body);
    }

    private APIGatewayV2HTTPResponse password(
            Principal caller, UserId id, Optional<String> present) {
        var current =
                present.map(text -> "\"current_password\": \"%s\", ".formatted(text)).orElse("");
        return office.call(
                caller,
                Route.CHANGE_PASSWORD,
                id,
                "{%s\"new_password\": \"%s\"}".formatted(current, LONG));
    }
}
