package dev.tollgate.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.identity.SecretText;
import dev.tollgate.redis.Redis;
import dev.tollgate.testing.Golden;
import dev.tollgate.testing.InMemoryApiKeys;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.TestContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminFunctionTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final OrganisationId HOME = new OrganisationId("org_00000000000000000000000000");
    private static final OrganisationId AWAY = new OrganisationId("org_00000000000000000000000001");
    private static final Golden GOLDEN = Golden.of("admin");

    private final ApiKeys keys = seeded();
    private final InMemoryAudit audit = new InMemoryAudit();
    private final AdminFunction function = function(keys, audit);

    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenPairsSay() {
        return GOLDEN.replay(
                APIGatewayV2HTTPEvent.class,
                APIGatewayV2HTTPResponse.class,
                () -> function(seeded(), new InMemoryAudit()));
    }

    @Test
    void recordsWhoSignedInAndWhoFailedTo() {
        answer("login-wrong-password");
        answer("login-unknown-user");
        answer("login");

        assertThat(audit.all())
                .extracting(AuditEvent::type, AuditEvent::actor, AuditEvent::details)
                .containsExactly(
                        fact("admin.login_failed", "anonymous"),
                        fact("admin.login_failed", "anonymous"),
                        fact("admin.login", "usr_admin"));
    }

    @Test
    void slowsGuessingDown() {
        var statuses =
                IntStream.range(0, 7)
                        .mapToObj(_ -> answer("login-wrong-password").getStatusCode())
                        .toList();

        assertThat(statuses).isEqualTo(List.of(401, 401, 401, 401, 401, 429, 429));
        assertThat(answer("login").getHeaders()).containsEntry("Retry-After", "1");
    }

    @Test
    void knowsThePasswordThatTheSecretHoldsNow() {
        var password = new AtomicReference<>(hash("battery staple"));
        var changing = function(keys, audit, password::get);

        int before = status(changing, "login");
        password.set(hash("correct horse"));
        int after = status(changing, "login");
        password.set("correct horse");
        int plain = status(changing, "login");
        password.set(hash("battery staple"));
        int again = status(changing, "login");

        assertThat(List.of(before, after, plain, again)).isEqualTo(List.of(401, 200, 200, 401));
    }

    @Test
    void tellsASecretThatIsMissingFromAPasswordThatIsWrong() {
        var unset =
                function(
                        keys,
                        audit,
                        () -> {
                            throw new IllegalStateException("the secret does not exist");
                        });

        assertThat(List.of("login", "login-wrong-password", "login-unknown-user"))
                .extracting(name -> answer(unset, name))
                .allSatisfy(answer -> {
                    assertThat(answer.getStatusCode()).isEqualTo(500);
                    assertThat(answer.getBody())
                            .contains("internal_error")
                            .doesNotContain("secret");
                });
        assertThat(audit.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "$argon2id$v=19$nonsense"})
    void letsNobodyInByASecretThatIsNoPassword(String text) {
        var broken = function(keys, audit, () -> text);

        assertThat(status(broken, "login")).isEqualTo(500);
    }

    @Test
    void recordsWhoMadeAndDeletedAKey() {
        answer("create-key");
        answer("delete-key");
        answer("delete-key");
        answer("delete-key-of-another-organisation");

        assertThat(audit.types()).containsExactly("api_key.created", "api_key.deleted");
        assertThat(audit.all()).extracting(AuditEvent::actor).containsOnly("usr_admin");
    }

    @Test
    void storesAndRecordsOnlyTheHashOfANewKey() {
        var body = answer("create-key").getBody();
        var secret = body.replaceAll("(?s).*tgk_[0-9a-z]{26}_([A-Za-z0-9_-]{43}).*", "$1");

        assertThat(secret).hasSize(43);
        assertThat(keys.list(HOME, PageRequest.first(9)).toString())
                .contains("nightly report")
                .doesNotContain(secret);
        assertThat(audit.all().toString()).doesNotContain(secret);
    }

    private APIGatewayV2HTTPResponse answer(String name) {
        return answer(function, name);
    }

    private static int status(AdminFunction function, String name) {
        return answer(function, name).getStatusCode();
    }

    private static APIGatewayV2HTTPResponse answer(AdminFunction function, String name) {
        return function.handleRequest(
                GOLDEN.request(name, APIGatewayV2HTTPEvent.class), new TestContext());
    }

    private static Tuple fact(String type, String actor) {
        return tuple(type, actor, Map.of("source_ip", "192.0.2.7"));
    }

    private static ApiKeys seeded() {
        var keys = new InMemoryApiKeys();
        keys.add(key("key_01jc3v9d2k5m8q1r4t7w0xzabc", HOME));
        keys.add(key("key_01jc3v9d2k5m8q1r4t7w0xzdef", HOME));
        keys.add(key("key_01jc3v9d2k5m8q1r4t7w0xzzzz", AWAY));
        return keys;
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

    private static AdminFunction function(ApiKeys keys, InMemoryAudit audit) {
        var hash = hash("correct horse");
        return function(keys, audit, () -> hash);
    }

    /** A cheap one. */
    private static String hash(String password) {
        return PasswordHash.of(password, new PasswordHash.Cost(64, 1, 1), new SplittableRandom(2))
                .toString();
    }

    private static AdminFunction function(ApiKeys keys, InMemoryAudit audit, SecretText password) {
        var random = new SplittableRandom(1);
        return new AdminFunction(
                new Config(
                        "tollgate_",
                        "tollgate/",
                        new Redis(
                                URI.create("redis://localhost:6379"),
                                Duration.ofSeconds(1),
                                1,
                                Duration.ofSeconds(1)),
                        "admin",
                        new Password.InSecret("tollgate/admin-password"),
                        HOME,
                        Duration.ofHours(1)),
                new AdminFunction.Ports(
                        keys,
                        audit,
                        () -> "k".repeat(64).getBytes(StandardCharsets.UTF_8),
                        password,
                        Map.of("database", () -> "here", "redis", () -> "PONG"),
                        new RecordedMetrics(),
                        InstantSource.fixed(NOW),
                        random));
    }
}
