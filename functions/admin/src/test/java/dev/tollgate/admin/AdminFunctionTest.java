package dev.tollgate.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.testing.Golden;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.TestContext;
import java.util.List;
import java.util.Map;
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
    private static final Golden GOLDEN = Golden.of("admin");

    private final Office office = new Office();
    private final InMemoryAudit audit = office.audit;

    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenPairsSay() {
        return GOLDEN.replay(
                APIGatewayV2HTTPEvent.class,
                APIGatewayV2HTTPResponse.class,
                () -> new Office().function);
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
                        tuple(
                                "admin.login",
                                administrator(),
                                Map.of("source_ip", "192.0.2.7", "session", session())));
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
        var password = new AtomicReference<>(Office.hash("battery staple"));
        var changing = new Office(password::get).function;

        int before = status(changing, "login");
        password.set(Office.hash("correct horse"));
        int after = status(changing, "login");
        password.set("correct horse");
        int plain = status(changing, "login");
        password.set(Office.hash("battery staple"));
        int again = status(changing, "login");

        assertThat(List.of(before, after, plain, again)).isEqualTo(List.of(401, 200, 200, 401));
    }

    @Test
    void tellsASecretThatIsMissingFromAPasswordThatIsWrong() {
        var unset =
                new Office(() -> {
                    throw new IllegalStateException("the secret does not exist");
                });

        assertThat(List.of("login", "login-wrong-password", "login-unknown-user"))
                .extracting(name -> answer(unset.function, name))
                .allSatisfy(answer -> {
                    assertThat(answer.getStatusCode()).isEqualTo(500);
                    assertThat(answer.getBody())
                            .contains("internal_error")
                            .doesNotContain("secret");
                });
        assertThat(unset.audit.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "$argon2id$v=19$nonsense"})
    void letsNobodyInByASecretThatIsNoPassword(String text) {
        var broken = new Office(() -> text).function;

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
        assertThat(office.keys.list(Office.HOME, PageRequest.first(9)).toString())
                .contains("nightly report")
                .doesNotContain(secret);
        assertThat(audit.all().toString()).doesNotContain(secret);
    }

    private APIGatewayV2HTTPResponse answer(String name) {
        return answer(office.function, name);
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

    private static String administrator() {
        return UserId.named("administrator", Office.HOME.value(), "admin").value();
    }

    private String session() {
        return String.valueOf(audit.all().getLast().details().get("session"));
    }
}
