package dev.tollgate.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.Execution.Answered;
import dev.tollgate.domain.outbound.Execution.NoToken;
import dev.tollgate.domain.outbound.Execution.Rejected;
import dev.tollgate.domain.outbound.OutboundAuth.OAuth2;
import dev.tollgate.domain.outbound.WebhookUrls;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokensTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final AtomicInteger issued = new AtomicInteger();
    private final HttpDestinations destinations =
            new HttpDestinations(WebhookUrls.of("", true), now::get);

    @AfterEach
    void close() {
        destinations.close();
    }

    private Peer.Script issuing(String expiry) {
        return exchange ->
                Peer.json(
                                200,
                                "{\"access_token\":\"tok-"
                                        + issued.incrementAndGet()
                                        + "\",\"token_type\":\"Bearer\""
                                        + expiry
                                        + "}")
                        .answer(exchange);
    }

    private static OAuth2 client(URI tokenUrl) {
        return new OAuth2(
                "the id", "s3cret/+:", tokenUrl, Optional.of("a b"), Optional.of("https://api"));
    }

    private static List<String> tokensAt(Peer agent) {
        return agent.seen().stream().map(it -> it.headers().get("Authorization")).toList();
    }

    private Execution call(Peer agent, Peer login, int version) {
        return destinations.execute(
                Calls.to(agent.url("/"), client(login.url("/token")), version, Calls.AMPLE));
    }

    @Test
    void asksWithClientCredentialsAndSendsTheTokenItGets() throws IOException {
        try (var login = Peer.answering(issuing(",\"expires_in\":3600"));
                var agent = Peer.answering(Peer.json(200, "{}"))) {
            assertThat(call(agent, login, 1)).isInstanceOf(Answered.class);

            assertThat(tokensAt(agent)).containsExactly("Bearer tok-1");
            var asked = login.seen().getFirst();
            assertThat(asked.body())
                    .isEqualTo(
                            "grant_type=client_credentials&scope=a+b&audience=https%3A%2F%2Fapi");
            assertThat(asked.headers())
                    .containsEntry(
                            "Authorization",
                            "Basic " + Credentials.basic("the+id", "s3cret%2F%2B%3A"))
                    .containsEntry(
                            "Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                    .doesNotContainKey("Idempotency-Key");
        }
    }

    @Test
    void asksOnceForSixtyFourCallsAtOnce() throws Exception {
        var waiting = new CountDownLatch(1);
        Peer.Script slow =
                exchange -> {
                    try {
                        waiting.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    issuing(",\"expires_in\":3600").answer(exchange);
                };
        try (var login = Peer.answering(slow);
                var agent = Peer.answering(Peer.json(200, "{}"));
                var threads = Executors.newFixedThreadPool(64)) {
            var calls = new ArrayList<Future<Execution>>();
            for (var i = 0; i < 64; i++) {
                calls.add(threads.submit(() -> call(agent, login, 1)));
            }
            waiting.countDown();
            for (var call : calls) {
                assertThat(call.get()).isInstanceOf(Answered.class);
            }

            assertThat(login.seen()).hasSize(1);
            assertThat(tokensAt(agent)).hasSize(64).containsOnly("Bearer tok-1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "',\"expires_in\":3600', 3569, 3571",
        "',\"expires_in\":\"3600\"', 3569, 3571",
        "',\"expires_in\":20', 9, 11",
        "',\"expires_in\":-1', 29, 31",
        "'', 29, 31",
        "',\"expires_in\":99999999999', 86369, 86371"
    })
    void keepsATokenUntilShortlyBeforeItExpires(String expiry, long kept, long gone)
            throws IOException {
        try (var login = Peer.answering(issuing(expiry));
                var agent = Peer.answering(Peer.json(200, "{}"))) {
            var start = now.get();
            call(agent, login, 1);
            now.set(start.plusSeconds(kept));
            call(agent, login, 1);
            now.set(start.plusSeconds(gone));
            call(agent, login, 1);

            assertThat(tokensAt(agent))
                    .containsExactly("Bearer tok-1", "Bearer tok-1", "Bearer tok-2");
        }
    }

    @Test
    void asksAgainForRotatedCredentials() throws IOException {
        try (var login = Peer.answering(issuing(",\"expires_in\":3600"));
                var agent = Peer.answering(Peer.json(200, "{}"))) {
            call(agent, login, 1);
            call(agent, login, 2);

            assertThat(tokensAt(agent)).containsExactly("Bearer tok-1", "Bearer tok-2");
        }
    }

    @Test
    void fetchesOnceMoreWhenTheDestinationRefusesTheToken() throws IOException {
        Peer.Script picky =
                exchange -> {
                    var token = exchange.getRequestHeaders().getFirst("Authorization");
                    Peer.json("Bearer tok-1".equals(token) ? 401 : 200, "{}").answer(exchange);
                };
        try (var login = Peer.answering(issuing(",\"expires_in\":3600"));
                var agent = Peer.answering(picky)) {
            assertThat(call(agent, login, 1)).isInstanceOf(Answered.class);
            assertThat(call(agent, login, 1)).isInstanceOf(Answered.class);

            assertThat(tokensAt(agent))
                    .containsExactly("Bearer tok-1", "Bearer tok-2", "Bearer tok-2");
        }
    }

    @Test
    void givesUpAfterTheSecondRefusal() throws IOException {
        try (var login = Peer.answering(issuing(",\"expires_in\":3600"));
                var agent = Peer.answering(Peer.json(401, "{}"))) {
            assertThat(call(agent, login, 1)).isEqualTo(new Rejected(401, "{}"));
            assertThat(agent.seen()).hasSize(2);
            assertThat(login.seen()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":\"invalid_scope\"}', It answered 400 (invalid_scope)., false",
        "401, '{\"error\":\"invalid_client\"}', It answered 401 (invalid_client)., false",
        "403, '<html>', It answered 403., false",
        "500, '{\"error\":\"<b>s3cret</b>\"}', It answered 500., true",
        "429, '', It answered 429., true",
        "302, '', It answered 302., false",
        "200, '{\"access_token\":\"\"}', Its answer holds no bearer token., false",
        "200, '{\"access_token\":\"a b\"}', Its answer holds no bearer token., false",
        "200, '{\"access_token\":\"a\\r\\nb\"}', Its answer holds no bearer token., false",
        "200, '{\"access_token\":\"a\",\"token_type\":\"mac\"}',"
                + " Its answer holds no bearer token., false",
        "200, 'nonsense', Its answer holds no bearer token., false"
    })
    void sendsNothingWithoutAToken(int status, String body, String reason, boolean retriable)
            throws IOException {
        try (var login = Peer.answering(Peer.json(status, body));
                var agent = Peer.answering(Peer.json(200, "{}"))) {
            assertThat(call(agent, login, 1))
                    .isEqualTo(
                            new NoToken("The token endpoint gave no token. " + reason, retriable));
            assertThat(agent.seen()).isEmpty();
        }
    }

    @Test
    void countsTheTokenIntoTheTimeoutOfTheCall() throws IOException {
        try (var login = new RawPeer(out -> Thread.sleep(60_000));
                var agent = Peer.answering(Peer.json(200, "{}"))) {
            var call = Calls.to(agent.url("/"), client(login.url()), 1, Duration.ofMillis(300));

            assertThat(destinations.execute(call))
                    .isEqualTo(
                            new NoToken(
                                    "The token endpoint gave no token. It did not answer in"
                                            + " time.",
                                    true));
            assertThat(agent.seen()).isEmpty();
        }
    }
}
