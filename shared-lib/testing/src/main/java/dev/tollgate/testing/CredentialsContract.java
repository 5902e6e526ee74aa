package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.OutboundAuth;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store of secrets keeps to. */
public abstract class CredentialsContract {
    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
    private final OrganisationId acme = ids.organisation();
    private final AgentId agent = ids.agent();

    protected abstract Credentials credentials();

    /** The same store as a warm function on another machine sees it, with a memory of its own. */
    protected abstract Credentials elsewhere();

    @ParameterizedTest
    @MethodSource("everyKind")
    void keepsEveryKindOfCredential(OutboundAuth auth) {
        var secret = secret(1, auth);
        credentials().create(acme, agent, secret);

        assertThat(credentials().fetch(acme, agent, 1)).contains(secret);
        assertThat(elsewhere().fetch(acme, agent, 1)).contains(secret);
    }

    @Test
    void keepsASecretWithoutAUrl() {
        var secret = new AgentSecret(1, Optional.empty(), new OutboundAuth.BearerToken("t"));
        credentials().create(acme, agent, secret);

        assertThat(credentials().fetch(acme, agent, 1)).contains(secret);
    }

    @Test
    void findsNothingWhereNothingWasKept() {
        assertThat(credentials().fetch(acme, agent, 1)).isEmpty();
    }

    @Test
    void findsNothingUnderAnotherOrganisation() {
        credentials().create(acme, agent, token(1, "one"));

        assertThat(credentials().fetch(ids.organisation(), agent, 1)).isEmpty();
    }

    @Test
    void readsTheOldVersionUntilTheNewOneIsInUse() {
        credentials().create(acme, agent, token(1, "one"));

        var prepared = credentials().prepare(acme, agent, 1, token(2, "two"));

        assertThat(prepared).isEqualTo(token(2, "two"));
        assertThat(credentials().fetch(acme, agent, 1)).contains(token(1, "one"));
        assertThat(elsewhere().fetch(acme, agent, 1)).contains(token(1, "one"));
    }

    @Test
    void readsTheNewVersionEvenWithTheOldOneInMemory() {
        credentials().create(acme, agent, token(1, "one"));
        credentials().fetch(acme, agent, 1);
        elsewhere().fetch(acme, agent, 1);

        credentials().prepare(acme, agent, 1, token(2, "two"));
        credentials().use(acme, agent, 2);

        assertThat(credentials().fetch(acme, agent, 2)).contains(token(2, "two"));
        assertThat(elsewhere().fetch(acme, agent, 2)).contains(token(2, "two"));
    }

    @Test
    void readsTheNewVersionOfAChangeThatWasStoppedBeforeItsLastStep() {
        credentials().create(acme, agent, token(1, "one"));
        elsewhere().fetch(acme, agent, 1);

        credentials().prepare(acme, agent, 1, token(2, "two"));

        assertThat(elsewhere().fetch(acme, agent, 2)).contains(token(2, "two"));
    }

    @Test
    void goesOnAfterAChangeThatWasStopped() {
        credentials().create(acme, agent, token(1, "one"));
        credentials().prepare(acme, agent, 1, token(2, "stopped before the row was raised"));

        var prepared = credentials().prepare(acme, agent, 1, token(2, "again"));
        credentials().use(acme, agent, prepared.version());

        assertThat(prepared).isEqualTo(token(3, "again"));
        assertThat(elsewhere().fetch(acme, agent, 3)).contains(prepared);
    }

    @Test
    void keepsTheVersionInUseThroughChangesThatWereStopped() {
        credentials().create(acme, agent, token(1, "one"));
        credentials().prepare(acme, agent, 1, token(2, "in use by the row alone"));
        for (int i = 0; i < 3; i++) {
            credentials().prepare(acme, agent, 2, token(3, "stopped " + i));
        }

        assertThat(elsewhere().fetch(acme, agent, 2)).contains(token(2, "in use by the row alone"));
    }

    @Test
    void readsThePreviousVersionToo() {
        credentials().create(acme, agent, token(1, "one"));
        credentials().prepare(acme, agent, 1, token(2, "two"));
        credentials().use(acme, agent, 2);

        assertThat(elsewhere().fetch(acme, agent, 1)).contains(token(1, "one"));
    }

    @Test
    void usingAVersionTwiceIsUsingItOnce() {
        credentials().create(acme, agent, token(1, "one"));
        credentials().prepare(acme, agent, 1, token(2, "two"));

        credentials().use(acme, agent, 2);
        credentials().use(acme, agent, 2);

        assertThat(elsewhere().fetch(acme, agent, 2)).contains(token(2, "two"));
        assertThat(elsewhere().fetch(acme, agent, 1)).contains(token(1, "one"));
    }

    @Test
    void forgetsWhatIsRemoved() {
        credentials().create(acme, agent, token(1, "one"));

        credentials().remove(acme, agent);

        assertThat(elsewhere().fetch(acme, agent, 1)).isEmpty();
    }

    @Test
    void removingTwiceIsRemovingOnce() {
        credentials().create(acme, agent, token(1, "one"));

        credentials().remove(acme, agent);
        credentials().remove(acme, agent);
        credentials().remove(acme, ids.agent());

        assertThat(elsewhere().fetch(acme, agent, 1)).isEmpty();
    }

    @Test
    void preparesNothingForAnAgentWithoutASecret() {
        assertThatThrownBy(() -> credentials().prepare(acme, agent, 1, token(2, "two")))
                .isInstanceOf(RuntimeException.class)
                .hasMessageNotContaining("two");
    }

    static Stream<OutboundAuth> everyKind() {
        return Stream.of(
                new OutboundAuth.ApiKey("X-Key", "k"),
                new OutboundAuth.BearerToken("token"),
                new OutboundAuth.Basic("user", "päss wörd"),
                new OutboundAuth.OAuth2(
                        "client",
                        "client secret",
                        URI.create("https://login.example.com/token"),
                        Optional.of("agents.call"),
                        Optional.empty()),
                new OutboundAuth.OAuth2(
                        "client",
                        "client secret",
                        URI.create("https://login.example.com/token"),
                        Optional.empty(),
                        Optional.of("https://agents.example.com")),
                new OutboundAuth.Custom(Map.of("X-One", "1", "X-Two", "2 \"quoted\"")),
                new OutboundAuth.None());
    }

    private static AgentSecret token(int version, String token) {
        return secret(version, new OutboundAuth.Basic("user", token));
    }

    private static AgentSecret secret(int version, OutboundAuth auth) {
        return new AgentSecret(
                version, Optional.of(URI.create("https://hooks.example.com/a?sig=b")), auth);
    }
}
