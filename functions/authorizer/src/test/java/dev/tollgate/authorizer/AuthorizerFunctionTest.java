package dev.tollgate.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.SimpleIAMPolicyResponse;
import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.User;
import dev.tollgate.identity.PresentedKey;
import dev.tollgate.identity.RefreshToken;
import dev.tollgate.identity.SigningKey;
import dev.tollgate.lambda.Principals;
import dev.tollgate.testing.Golden;
import dev.tollgate.testing.InMemoryApiKeys;
import dev.tollgate.testing.InMemorySessions;
import dev.tollgate.testing.InMemoryStandings;
import dev.tollgate.testing.InMemoryUsers;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.SampleUsers;
import dev.tollgate.testing.SetClock;
import dev.tollgate.testing.TestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class AuthorizerFunctionTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final OrganisationId ORGANISATION =
            new OrganisationId("org_00000000000000000000000000");
    private static final Golden GOLDEN = Golden.of("authorizer");

    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final SigningKey KEY = SigningKey.of("k".repeat(64));

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final SetClock clock = new SetClock(NOW);
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemorySessions sessions = new InMemorySessions();
    private final User alice = user("abc", Role.APPROVER);
    private final Session session = session("abc", alice);

    AuthorizerFunctionTest() {
        user("def", Role.OWNER);
        sessions.revoke(session("rev", alice).id());
        var disabled = user("d1s", Role.MEMBER);
        var _ = session("d1s", disabled);
        users.replace(disabled.with(disabled.rights(), true, NOW));
    }

    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenPairsSay() {
        return GOLDEN.replay(
                APIGatewayV2CustomAuthorizerEvent.class,
                SimpleIAMPolicyResponse.class,
                () -> function(seeded()));
    }

    @Test
    void countsRefusalsByTheirReason() {
        answer(function(seeded()), "api-key-expired");
        answer(function(seeded()), "api-key");

        assertThat(metrics.all())
                .containsExactly(
                        new RecordedMetrics.Measurement(
                                "credential_refused", 1, Map.of("reason", "expired")));
    }

    @Test
    void letsNobodyInWhenTheKeysCannotBeRead() {
        var function = function(new BrokenApiKeys());

        assertThatThrownBy(() -> answer(function, "api-key"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAnEventWithoutACredential() {
        var event = new APIGatewayV2CustomAuthorizerEvent();

        var answer = function(seeded()).handleRequest(event, new TestContext());

        assertThat(answer.getContext()).isEqualTo(Map.of("refusal", "malformed"));
    }

    @Test
    void noticesARevokedSessionWithinTheMomentThatItRemembers() {
        noticesWithinTheMoment(() -> sessions.revoke(session.id()), refusal("revoked"));
    }

    @Test
    void noticesADisabledUserWithinTheMoment() {
        noticesWithinTheMoment(
                () -> users.replace(alice.with(alice.rights(), true, NOW)), refusal("revoked"));
    }

    @Test
    void noticesAChangedPasswordWithinTheMoment() {
        noticesWithinTheMoment(
                () -> users.replace(alice.withPassword("another", NOW)), refusal("revoked"));
    }

    @Test
    void noticesThatAllTokensOfTheOrganisationEndedWithinTheMoment() {
        noticesWithinTheMoment(() -> users.raiseEpoch(ORGANISATION, NOW), refusal("revoked"));
    }

    @Test
    void noticesOtherRolesWithinTheMoment() {
        var member = new Rights(Set.of(Role.MEMBER), Set.of(), Optional.of("finance"));
        noticesWithinTheMoment(
                () -> users.replace(alice.with(member, false, NOW)),
                Principals.toContext(alice.with(member, false, NOW).principal()));
    }

    private void noticesWithinTheMoment(Runnable change, Map<String, String> expected) {
        var warm = function(seeded());
        var before = answer(warm, "access-token").getContext();
        change.run();

        clock.pass(MOMENT.minusMillis(1));
        var still = answer(warm, "access-token").getContext();
        clock.pass(Duration.ofMillis(1));
        var after = answer(warm, "access-token").getContext();

        assertThat(before).isEqualTo(Principals.toContext(alice.principal()));
        assertThat(still).isEqualTo(before);
        assertThat(after).isEqualTo(expected);
    }

    private static Map<String, String> refusal(String reason) {
        return Map.of("refusal", reason);
    }

    private static SimpleIAMPolicyResponse answer(AuthorizerFunction function, String name) {
        return function.handleRequest(
                GOLDEN.request(name, APIGatewayV2CustomAuthorizerEvent.class), new TestContext());
    }

    private AuthorizerFunction function(ApiKeys keys) {
        return new AuthorizerFunction(
                new Config("tollgate_", "tollgate/", MOMENT, List.of()),
                new AuthorizerFunction.Ports(
                        keys, new InMemoryStandings(users, sessions), () -> KEY, metrics, clock));
    }

    private User user(String end, Role role) {
        var user =
                SampleUsers.user(
                        new UserId("usr_01jc3v9d2k5m8q1r4t7w0xz" + end),
                        ORGANISATION,
                        "user" + end,
                        role);
        users.add(user);
        return user;
    }

    private Session session(String end, User user) {
        var id = new SessionId("ses_01jc3v9d2k5m8q1r4t7w0xz" + end);
        var session =
                new Session(
                        id,
                        user.organisation(),
                        user.id(),
                        user.epoch(),
                        0,
                        NOW,
                        NOW.plus(Duration.ofDays(7)),
                        false);
        sessions.open(session, RefreshToken.first(id, new SplittableRandom(1)).hashes());
        return session;
    }

    private static ApiKeys seeded() {
        var keys = new InMemoryApiKeys();
        keys.add(key("key_01jc3v9d2k5m8q1r4t7w0xzabc", NOW.plusSeconds(1)));
        keys.add(key("key_01jc3v9d2k5m8q1r4t7w0xzdef", NOW));
        return keys;
    }

    private static ApiKey key(String id, Instant expiresAt) {
        return new ApiKey(
                new ApiKeyId(id),
                ORGANISATION,
                "nightly report",
                new PresentedKey(new ApiKeyId(id), "A".repeat(43)).secretHash(),
                Set.of(Scope.AGENTS_INVOKE, Scope.AGENTS_READ),
                Optional.of("finance"),
                "usr_admin",
                NOW.minusSeconds(60),
                Optional.of(expiresAt));
    }

    private record BrokenApiKeys() implements ApiKeys {
        @Override
        public void add(ApiKey key) {
            throw new IllegalStateException("no connection");
        }

        @Override
        public Optional<ApiKey> find(ApiKeyId id) {
            throw new IllegalStateException("no connection");
        }

        @Override
        public Page<ApiKey> list(OrganisationId organisation, PageRequest page) {
            throw new IllegalStateException("no connection");
        }

        @Override
        public boolean remove(OrganisationId organisation, ApiKeyId id) {
            throw new IllegalStateException("no connection");
        }
    }
}
