package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.lambda.Route;
import dev.tollgate.local.gateway.Client.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every route of a running gate, asked by everybody who may come along. */
final class PermissionsGateTest {
    private static final String LONG = "a dozen or more";
    private static final OrganisationId AWAY = new OrganisationId("org_00000000000000000000000001");
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final Duration CACHE = Duration.ofSeconds(1);
    private static final InstantSource CLOCK = InstantSource.system();

    private static OtherIssuer issuer;
    private static RunningGate gate;
    private static final Map<Role, String> TOKENS = new EnumMap<>(Role.class);
    private static Map<String, String> ids;

    @BeforeAll
    static void start() {
        issuer = new OtherIssuer();
        gate =
                RunningGate.inThisJvm(
                        Map.of(
                                "OIDC_ISSUERS",
                                issuer.settings(AWAY),
                                "TOKEN_CHECK_SECONDS",
                                Long.toString(CHECK.toSeconds()),
                                "AUTHORIZER_CACHE_SECONDS",
                                Long.toString(CACHE.toSeconds())));
        for (var role : Role.values()) {
            create("an_" + role.text(), role);
            TOKENS.put(role, signIn("an_" + role.text(), "").path("token").asText());
        }
        ids =
                Map.of(
                        "/api/external-agents/",
                        gate.agent("/permissions", ""),
                        "/admin/users/",
                        create("somebody", Role.MEMBER),
                        "/api/api-keys/",
                        gate.owner()
                                .post(
                                        "/api/api-keys",
                                        "{\"name\": \"one\", \"scopes\": [\"agents:read\"]}")
                                .expect(201)
                                .body()
                                .path("id")
                                .asText());
    }

    private static String token(Role role) {
        return Objects.requireNonNull(TOKENS.get(role));
    }

    @AfterAll
    static void stop() {
        gate.close();
        issuer.close();
    }

    @TestFactory
    Stream<DynamicTest> letThroughWhoMay() {
        return scoped().map(route ->
                DynamicTest.dynamicTest(
                        route.key(),
                        () -> {
                            for (var role : Role.values()) {
                                if (role.scopes().contains(route.scope().orElseThrow())) {
                                    var reply = send(route, token(role), Map.of());
                                    assertThat(reply.status())
                                            .as(role + ": " + reply.body())
                                            .isNotIn(401, 500);
                                    assertThat(code(reply))
                                            .as(role.text())
                                            .isNotEqualTo("insufficient_scope");
                                }
                            }
                        }));
    }

    @TestFactory
    Stream<DynamicTest> refuseWhoMayNot() {
        return scoped().map(route ->
                DynamicTest.dynamicTest(
                        route.key(),
                        () -> {
                            for (var role : Role.values()) {
                                if (!role.scopes().contains(route.scope().orElseThrow())) {
                                    var reply = send(route, token(role), Map.of());
                                    assertThat(reply.status()).as(role.text()).isEqualTo(403);
                                    assertThat(code(reply)).isEqualTo("insufficient_scope");
                                }
                            }
                        }));
    }

    @TestFactory
    Stream<DynamicTest> refuseWhoHasNoGoodToken() {
        var owners = Jwt.of(token(Role.OWNER));
        var members = Jwt.of(token(Role.MEMBER));
        var bad =
                Map.of(
                        "alg none",
                        owners.withHeader(it -> it.put("alg", "none")).unsigned().toString(),
                        "no signature",
                        owners.unsigned().toString(),
                        "wrong key",
                        owners.signed("x".repeat(64)).toString(),
                        "unknown key",
                        owners.withHeader(it -> it.put("kid", "x"))
                                .signed("x".repeat(64))
                                .toString(),
                        "swapped claims",
                        members.withClaimsOf(owners).toString(),
                        "of another session",
                        owners.withClaims(it -> it.put("sid", members.claim("sid").asText()))
                                .signed(signingKey())
                                .toString(),
                        "expired",
                        owners.withClaims(it ->
                                        it.put("iat", it.path("iat").asLong() - 3600)
                                                .put("exp", it.path("iat").asLong() - 1))
                                .signed(signingKey())
                                .toString(),
                        "another organisation",
                        owners.withClaims(it -> it.put("org", AWAY.value()))
                                .signed(signingKey())
                                .toString(),
                        "another issuer's",
                        Jwt.of(issuer.token("eve", "boss", CLOCK.instant()))
                                .withClaims(it -> it.put("sub", "mallory"))
                                .toString(),
                        "nonsense",
                        "nonsense");
        return scoped().map(route ->
                DynamicTest.dynamicTest(
                        route.key(),
                        () -> {
                            assertThat(send(route, gate.anyone(), Map.of()).status())
                                    .isEqualTo(401);
                            bad.forEach((why, token) ->
                                    assertThat(send(route, token, Map.of()).status())
                                            .as(why)
                                            .isEqualTo(401));
                        }));
    }

    /** What is there in one organisation is not there for another, whatever the caller's role. */
    @TestFactory
    Stream<DynamicTest> keepOrganisationsApart() {
        var stranger = issuer.token("bob", "boss", CLOCK.instant());
        return scoped().filter(route -> ids.keySet().stream().anyMatch(route.path()::startsWith))
                .filter(route -> route.path().contains("{id}"))
                .map(route ->
                        DynamicTest.dynamicTest(
                                route.key(),
                                () -> {
                                    var reply = send(route, stranger, ids);
                                    assertThat(reply.status())
                                            .as(reply.body().toString())
                                            .isIn(400, 404, 200);
                                    if (reply.status() == 200) {
                                        assertThat(reply.body().path("items")).isEmpty();
                                    }
                                    assertThat(reply.body().toString()).doesNotContain("somebody");
                                }));
    }

    @Test
    void letsAnIssuersPeopleMakeUsersOfTheirOwn() {
        var boss = gate.anyone().as(issuer.token("bob", "boss", CLOCK.instant()));

        boss.post("/admin/users", body("dave", Role.MEMBER)).expect(201);
        var token =
                signIn("dave", ", \"organisation\": \"%s\"".formatted(AWAY)).path("token").asText();

        assertThat(gate.anyone().as(token).get("/api/external-agents").status()).isEqualTo(200);
        assertThat(gate.owner().get("/admin/users").body().toString()).doesNotContain("dave");
        assertThat(gate.anyone().post("/admin/login", login("dave", "")).status()).isEqualTo(401);
    }

    @Test
    void noticeWithinThePublishedBoundThatTokensEnded() {
        var id = create("leaving", Role.OPERATOR);
        var token = signIn("leaving", "").path("token").asText();
        var caller = gate.anyone().as(token);
        caller.get("/api/external-agents").expect(200);

        gate.owner().patch("/admin/users/" + id, "{\"disabled\": true}").expect(200);

        within(() -> caller.get("/api/external-agents").status() == 401);
        assertThat(caller.get("/api/external-agents").body().path("detail").asText())
                .isEqualTo("The credential is revoked.");
    }

    @Test
    void noticeWithinThePublishedBoundThatRolesChanged() {
        var id = create("promoted", Role.MEMBER);
        var caller = gate.anyone().as(signIn("promoted", "").path("token").asText());
        assertThat(caller.get("/api/api-keys").status()).isEqualTo(403);

        gate.owner().patch("/admin/users/" + id, "{\"roles\": [\"auditor\"]}").expect(200);

        within(() -> caller.get("/api/api-keys").status() == 200);
    }

    @Test
    void noticeWithinThePublishedBoundThatATokenWasRevoked() {
        create("lost", Role.OPERATOR);
        var session = signIn("lost", "");
        var caller = gate.anyone().as(session.path("token").asText());
        caller.get("/api/external-agents").expect(200);

        gate.owner()
                .post(
                        "/admin/revoke",
                        "{\"token\": \"%s\"}".formatted(session.path("token").asText()))
                .expect(200);

        within(() -> caller.get("/api/external-agents").status() == 401);
        assertThat(
                        gate.anyone()
                                .post(
                                        "/admin/refresh",
                                        "{\"refresh_token\": \"%s\"}"
                                                .formatted(session.path("refresh_token").asText()))
                                .status())
                .isEqualTo(401);
    }

    /** The bound, and the time of a few requests. */
    private static void within(BooleanSupplier noticed) {
        var end = CLOCK.instant().plus(CHECK).plus(CACHE).plusSeconds(2);
        while (!noticed.getAsBoolean()) {
            assertThat(CLOCK.instant()).isBefore(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static Stream<Route> scoped() {
        return Arrays.stream(Route.values()).filter(route -> route.scope().isPresent());
    }

    private static Reply send(Route route, String token, Map<String, String> known) {
        return send(route, gate.anyone().as(token), known);
    }

    /** With a body or a query that no route takes, so that nothing comes of it. */
    private static Reply send(Route route, Client caller, Map<String, String> known) {
        var path = path(route, known);
        var body =
                route == Route.CHANGE_PASSWORD
                        ? "{\"new_password\": \"%s\"}".formatted(LONG)
                        : "{\"nobody_knows\": \"this\"}";
        return switch (route.method()) {
            case "GET" -> caller.get(path + (known.isEmpty() ? "?nobody_knows=this" : ""));
            case "DELETE" -> caller.delete(path);
            case "PATCH" -> caller.patch(path, known.isEmpty() ? body : "{}");
            case "PUT" -> caller.put(path, body);
            default -> caller.post(path, body);
        };
    }

    private static String path(Route route, Map<String, String> known) {
        var id =
                known.entrySet().stream()
                        .filter(entry -> route.path().startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("none");
        return route.path().replace("{id}", id).replaceAll("\\{[a-zA-Z]+}", "none");
    }

    private static String code(Reply reply) {
        return reply.body().path("code").asText();
    }

    private static String create(String name, Role role) {
        return gate.owner()
                .post("/admin/users", body(name, role))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    private static String body(String name, Role role) {
        return "{\"username\": \"%s\", \"password\": \"%s\", \"roles\": [\"%s\"]}"
                .formatted(name, LONG, role.text());
    }

    private static JsonNode signIn(String name, String more) {
        return gate.anyone().post("/admin/login", login(name, more)).expect(200).body();
    }

    private static String login(String name, String more) {
        return "{\"username\": \"%s\", \"password\": \"%s\"%s}".formatted(name, LONG, more);
    }

    private static String signingKey() {
        try (var secrets = new Aws(gate.backing()).secrets()) {
            return secrets.getSecretValue(
                            get -> get.secretId(Resources.SECRET_PREFIX + "token-signing-key"))
                    .secretString();
        }
    }
}
