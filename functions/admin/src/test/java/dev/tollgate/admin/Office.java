package dev.tollgate.admin;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.User;
import dev.tollgate.identity.RefreshToken;
import dev.tollgate.identity.SigningKey;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Principals;
import dev.tollgate.lambda.Route;
import dev.tollgate.redis.Redis;
import dev.tollgate.secrets.SecretText;
import dev.tollgate.testing.InMemoryAgents;
import dev.tollgate.testing.InMemoryApiKeys;
import dev.tollgate.testing.InMemoryAttempts;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryLinkedAccounts;
import dev.tollgate.testing.InMemorySessions;
import dev.tollgate.testing.InMemoryStandings;
import dev.tollgate.testing.InMemoryUsers;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.SetClock;
import dev.tollgate.testing.TestContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** The function over in-memory parts, with a few keys, users and a session. */
final class Office {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    static final OrganisationId HOME = new OrganisationId("org_00000000000000000000000000");
    static final OrganisationId AWAY = new OrganisationId("org_00000000000000000000000001");
    static final UserId CAROL = new UserId("usr_01jc3v9d2k5m8q1r4t7w0xzabc");
    static final UserId OLIVIA = new UserId("usr_01jc3v9d2k5m8q1r4t7w0xzdef");
    static final String PASSWORD = "correct horse";

    private static final PasswordHash.Cost CHEAP = new PasswordHash.Cost(64, 1, 1);
    private static final String HASH = hash(PASSWORD);

    final InMemoryApiKeys keys = new InMemoryApiKeys();
    final InMemoryUsers users = new InMemoryUsers();
    final InMemorySessions sessions = new InMemorySessions();
    final InMemoryAttempts attempts = new InMemoryAttempts();
    final InMemoryLinkedAccounts accounts = new InMemoryLinkedAccounts();
    final InMemoryAgents agents = new InMemoryAgents();
    final InMemoryAudit audit = new InMemoryAudit();
    final SetClock clock = new SetClock(NOW);
    final AdminFunction function;

    Office() {
        this(() -> HASH);
    }

    Office(SecretText adminPassword) {
        this(adminPassword, Optional.empty());
    }

    /** {@code other} is recorded in instead of {@link #audit}. */
    Office(SecretText adminPassword, Optional<Audit> other) {
        keys.add(key("key_01jc3v9d2k5m8q1r4t7w0xzabc", HOME));
        keys.add(key("key_01jc3v9d2k5m8q1r4t7w0xzdef", HOME));
        keys.add(key("key_01jc3v9d2k5m8q1r4t7w0xzzzz", AWAY));
        users.add(user(CAROL, HOME, "carol", Role.MEMBER));
        users.add(user(OLIVIA, HOME, "olivia", Role.OWNER));
        users.add(user(new UserId("usr_01jc3v9d2k5m8q1r4t7w0xzzzz"), AWAY, "carol", Role.OWNER));
        var session = session();
        sessions.open(
                session, new RefreshToken(session.id(), "F".repeat(43), "T".repeat(43)).hashes());
        function = new AdminFunction(config(), ports(adminPassword, other.orElse(audit)));
    }

    private AdminFunction.Ports ports(SecretText adminPassword, Audit to) {
        var key = SigningKey.of("k".repeat(64));
        return new AdminFunction.Ports(
                keys,
                new AdminFunction.People(
                        users,
                        sessions,
                        new InMemoryStandings(users, sessions),
                        attempts,
                        accounts,
                        agents),
                to,
                () -> key,
                adminPassword,
                Map.of(
                        "database", () -> "here",
                        "redis", () -> "PONG",
                        "secrets", () -> "here",
                        "queue", () -> "here"),
                new RecordedMetrics(),
                clock,
                new SplittableRandom(1));
    }

    private static Config config() {
        return new Config(
                "tollgate_",
                "tollgate/",
                new Redis(
                        URI.create("redis://localhost:6379"),
                        Duration.ofSeconds(1),
                        1,
                        Duration.ofSeconds(1)),
                URI.create("http://127.0.0.1:1/queue"),
                "admin",
                new Password.InSecret("tollgate/admin-password"),
                HOME,
                new Tokens.Lifetimes(Duration.ofHours(1), Duration.ofDays(7)),
                12,
                CHEAP);
    }

    /** A cheap one. */
    static String hash(String password) {
        return PasswordHash.of(password, CHEAP, new SplittableRandom(2)).toString();
    }

    private static ApiKey key(String id, OrganisationId organisation) {
        return new ApiKey(
                new ApiKeyId(id),
                organisation,
                "weekly report",
                "0123456789abcdef".repeat(4),
                Set.of(Scope.AGENTS_READ),
                Optional.empty(),
                "usr_admin",
                NOW,
                Optional.of(NOW.plusSeconds(60)));
    }

    private static User user(UserId id, OrganisationId organisation, String name, Role role) {
        return new User(
                id,
                organisation,
                name,
                Optional.of(HASH),
                new Rights(
                        Set.of(role),
                        role == Role.OWNER ? Set.of("*") : Set.of("web_search"),
                        Optional.empty()),
                false,
                0,
                1,
                "usr_admin",
                NOW,
                NOW);
    }

    /** Of carol. */
    private static Session session() {
        return new Session(
                new SessionId("ses_01jc3v9d2k5m8q1r4t7w0xzabc"),
                HOME,
                CAROL,
                0,
                0,
                NOW,
                NOW.plus(Duration.ofDays(7)),
                false);
    }

    /** As a user is, who was let through by the authorizer. */
    Principal principal(UserId id) {
        return users.find(HOME, id).orElseThrow().principal();
    }

    static Principal stranger(String id, Role... roles) {
        return new Principal(
                HOME,
                id,
                "somebody",
                Set.of(Arrays.stream(roles).map(Role::text).toArray(String[]::new)),
                Role.scopes(Set.of(roles)),
                Optional.empty());
    }

    APIGatewayV2HTTPResponse login(String name, String password, String address) {
        return call(
                Optional.empty(),
                Route.LOGIN,
                Map.of(),
                "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password),
                address);
    }

    /** The refresh token and the access token of a sign-in. */
    JsonNode signedIn(String name) {
        var answer = login(name, PASSWORD, "192.0.2.7");
        if (answer.getStatusCode() != 200) {
            throw new IllegalStateException(answer.getBody());
        }
        return json(answer);
    }

    APIGatewayV2HTTPResponse refresh(String token) {
        return call(
                Optional.empty(),
                Route.REFRESH,
                Map.of(),
                "{\"refresh_token\": \"%s\"}".formatted(token),
                "192.0.2.7");
    }

    APIGatewayV2HTTPResponse call(Principal caller, Route route, String body) {
        return call(Optional.of(caller), route, Map.of(), body, "192.0.2.7");
    }

    APIGatewayV2HTTPResponse call(Principal caller, Route route, UserId id, String body) {
        return call(Optional.of(caller), route, Map.of("id", id.value()), body, "192.0.2.7");
    }

    private APIGatewayV2HTTPResponse call(
            Optional<Principal> caller,
            Route route,
            Map<String, String> path,
            String body,
            String address) {
        var context = new APIGatewayV2HTTPEvent.RequestContext();
        context.setRequestId("req");
        var http = new APIGatewayV2HTTPEvent.RequestContext.Http();
        http.setSourceIp(address);
        context.setHttp(http);
        caller.ifPresent(who -> {
            var authorizer = new APIGatewayV2HTTPEvent.RequestContext.Authorizer();
            authorizer.setLambda(new HashMap<>(Principals.toContext(who)));
            context.setAuthorizer(authorizer);
        });
        return function.handleRequest(
                APIGatewayV2HTTPEvent.builder()
                        .withRouteKey(route.key())
                        .withPathParameters(path)
                        .withHeaders(
                                Map.of(
                                        "content-type",
                                        "application/json",
                                        // Says what it likes; the connection's address counts.
                                        "x-forwarded-for",
                                        "203.0.113." + body.length() % 250))
                        .withBody(body)
                        .withRequestContext(context)
                        .build(),
                new TestContext());
    }

    static JsonNode json(APIGatewayV2HTTPResponse answer) {
        return Json.parse(answer.getBody().getBytes(StandardCharsets.UTF_8));
    }

    static String code(APIGatewayV2HTTPResponse answer) {
        return json(answer).path("code").asText();
    }
}
