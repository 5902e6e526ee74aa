package dev.tollgate.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.outbound.CostLocation;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.Execution.Answered;
import dev.tollgate.domain.outbound.Execution.Failed;
import dev.tollgate.domain.outbound.Execution.Rejected;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundAuth.ApiKey;
import dev.tollgate.domain.outbound.OutboundAuth.Basic;
import dev.tollgate.domain.outbound.OutboundAuth.BearerToken;
import dev.tollgate.domain.outbound.OutboundAuth.Custom;
import dev.tollgate.domain.outbound.OutboundAuth.None;
import dev.tollgate.domain.outbound.WebhookUrls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpDestinationsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final HttpDestinations destinations =
            new HttpDestinations(WebhookUrls.of("", true), InstantSource.fixed(NOW));

    @AfterEach
    void close() {
        destinations.close();
    }

    @Test
    void sendsTheBodyAndTheHeadersThatTieItToItsInvocation() throws IOException {
        try (var peer = Peer.answering(Peer.json(200, "{}"))) {
            destinations.execute(Calls.to(peer.url("/agent?mode=a%20b")));

            assertThat(peer.seen())
                    .extracting(Peer.Seen::method, Peer.Seen::path, Peer.Seen::body)
                    .containsExactly(tuple("POST", "/agent?mode=a%20b", "{\"input\":\"grüße\"}"));
            assertThat(peer.seen().getFirst().headers())
                    .containsOnly(
                            Map.entry("Accept", "application/json, text/*;q=0.9"),
                            Map.entry("Accept-Encoding", "identity"),
                            Map.entry("Connection", "keep-alive"),
                            Map.entry("Content-Length", "19"),
                            Map.entry("Content-Type", "application/json; charset=UTF-8"),
                            Map.entry("Host", "127.0.0.1:" + peer.port()),
                            Map.entry("Idempotency-Key", "key-1"),
                            Map.entry("Traceparent", "00-1-2-01"),
                            Map.entry("User-Agent", "Tollgate/1.0"),
                            Map.entry("X-Invocation-Id", "inv_1"),
                            Map.entry("X-Request-Id", "req-1"));
        }
    }

    @Test
    void sendsEachFormOfCredentialsAsItsTypeSays() throws IOException {
        assertThat(arriving(new ApiKey("key-12345"))).containsEntry("X-API-Key", "key-12345");
        assertThat(arriving(new ApiKey("X-Auth", "k"))).containsEntry("X-Auth", "k");
        assertThat(arriving(new BearerToken("tok/en+1=")))
                .containsEntry("Authorization", "Bearer tok/en+1=");
        assertThat(arriving(new Basic("Aladdin", "open sesame")))
                .containsEntry("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(arriving(new Basic("test", "123£")))
                .containsEntry("Authorization", "Basic dGVzdDoxMjPCow==");
        assertThat(arriving(new Custom(Map.of("X-One", "1", "X-Two", "a b"))))
                .containsEntry("X-One", "1")
                .containsEntry("X-Two", "a b");
        assertThat(arriving(new None())).doesNotContainKey("Authorization");
    }

    private Map<String, String> arriving(OutboundAuth auth) throws IOException {
        try (var peer = Peer.answering(Peer.json(200, "{}"))) {
            destinations.execute(Calls.to(peer.url("/"), auth));
            return peer.seen().getFirst().headers();
        }
    }

    @Test
    void handsBackTheAnswerWhole() throws IOException {
        try (var peer =
                Peer.answering(exchange -> {
                    exchange.getResponseHeaders().set("X-Cost", "0.0123456");
                    exchange.getResponseHeaders().set("Set-Cookie", "a=b");
                    Peer.json(201, "{\"output\":\"grüße\"}").answer(exchange);
                })) {
            var call = Calls.costing(peer.url("/"), new CostLocation.InHeader("x-cost"));

            var answered = (Answered) destinations.execute(call);

            assertThat(answered.headers())
                    .containsEntry("content-type", "application/json")
                    .doesNotContainKey("set-cookie");
            assertThat(answered)
                    .isEqualTo(
                            new Answered(
                                    201,
                                    "{\"output\":\"grüße\"}",
                                    "application/json",
                                    answered.headers(),
                                    new DeclaredCost.Declared(new Money(12_346)),
                                    answered.took()));
        }
    }

    @Test
    void takesAnAnswerWithoutABody() throws IOException {
        try (var peer = Peer.answering(exchange -> Peer.send(exchange, 204, new byte[0]))) {
            assertThat(destinations.execute(Calls.to(peer.url("/"))))
                    .isInstanceOfSatisfying(Answered.class, it -> assertThat(it.body()).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422, 451})
    void takesARefusalAsFinal(int status) throws IOException {
        try (var peer = Peer.answering(Peer.json(status, "no"))) {
            assertThat(destinations.execute(Calls.to(peer.url("/"))))
                    .isEqualTo(new Rejected(status, "no"));
            assertThat(peer.seen()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504})
    void takesARefusalForNowAsRetriableAndRetriesNothingItself(int status) throws IOException {
        try (var peer =
                Peer.answering(exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    Peer.json(status, "later").answer(exchange);
                })) {
            assertThat(destinations.execute(Calls.to(peer.url("/"))))
                    .isEqualTo(new Failed(status, "later", Optional.of(Duration.ofSeconds(7))));
            assertThat(peer.seen()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws IOException {
        try (var elsewhere = Peer.answering(Peer.json(200, "{}"));
                var peer =
                        Peer.answering(exchange -> {
                            exchange.getResponseHeaders()
                                    .set("Location", elsewhere.url("/").toString());
                            Peer.json(status, "there").answer(exchange);
                        })) {
            assertThat(destinations.execute(Calls.to(peer.url("/"))))
                    .isEqualTo(new Rejected(status, "there"));
            assertThat(elsewhere.seen()).isEmpty();
        }
    }

    @Test
    void keepsNoCookieForTheNextCall() throws IOException {
        try (var peer =
                Peer.answering(exchange -> {
                    exchange.getResponseHeaders().set("Set-Cookie", "session=1; Path=/");
                    Peer.json(200, "{}").answer(exchange);
                })) {
            destinations.execute(Calls.to(peer.url("/")));
            destinations.execute(Calls.to(peer.url("/")));

            assertThat(peer.seen())
                    .hasSize(2)
                    .noneSatisfy(it -> assertThat(it.headers()).containsKey("Cookie"));
        }
    }

    @Test
    void reusesAConnectionForOneCredentialAndNeverForTwo() throws IOException {
        try (var peer = Peer.answering(Peer.json(200, "{}"))) {
            var one = Calls.to(peer.url("/"), new BearerToken("tenant-one"));
            var two = Calls.to(peer.url("/"), new BearerToken("tenant-two"));
            List.of(one, one, two, one, two).forEach(destinations::execute);

            var ports = peer.seen().stream().map(Peer.Seen::port).toList();
            assertThat(ports.get(0)).isEqualTo(ports.get(1)).isEqualTo(ports.get(3));
            assertThat(ports.get(2)).isEqualTo(ports.get(4)).isNotEqualTo(ports.get(0));
        }
    }

    @Test
    void blotsOutCredentialsThatTheDestinationEchoes() throws IOException {
        try (var peer =
                Peer.answering(exchange -> {
                    var sent = exchange.getRequestHeaders().getFirst("Authorization");
                    exchange.getResponseHeaders().set("X-Echo", sent);
                    Peer.json(200, "{\"you sent\":\"" + sent + "\"}").answer(exchange);
                })) {
            var auth = new BearerToken("very-secret-token");

            var answered = (Answered) destinations.execute(Calls.to(peer.url("/"), auth));

            assertThat(answered.body()).isEqualTo("{\"you sent\":\"Bearer ***\"}");
            assertThat(answered.headers()).containsEntry("x-echo", "Bearer ***");
        }
    }

    @Test
    void readsABodyUpToTheLimitAndRefusesOneBeyond() throws IOException {
        assertThat(answerTo("a".repeat(ReplyReader.LARGEST_BODY)))
                .isInstanceOfSatisfying(
                        Answered.class,
                        it -> assertThat(it.body()).hasSize(ReplyReader.LARGEST_BODY));
        assertThat(answerTo("a".repeat(ReplyReader.LARGEST_BODY + 1)))
                .isEqualTo(new Execution.TooLarge("Its answer is larger than 262144 bytes."));
    }

    private Execution answerTo(String body) throws IOException {
        try (var peer = Peer.answering(Peer.json(200, body))) {
            return destinations.execute(Calls.to(peer.url("/")));
        }
    }

    @Test
    void readsGzipThoughItAskedForNoneAndCapsWhatComesOutOfIt() throws IOException {
        assertThat(gzipped("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Answered.class, it -> assertThat(it.body()).isEqualTo("{}"));
        assertThat(gzipped(new byte[50_000_000])).isInstanceOf(Execution.TooLarge.class);
    }

    private Execution gzipped(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        try (var peer =
                Peer.answering(exchange -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    Peer.send(exchange, 200, bytes.toByteArray());
                })) {
            return destinations.execute(Calls.to(peer.url("/")));
        }
    }

    @Test
    void keepsOnlyAnExcerptOfALongError() throws IOException {
        try (var peer = Peer.answering(Peer.json(500, "e".repeat(1_000_000)))) {
            assertThat(destinations.execute(Calls.to(peer.url("/"))))
                    .isEqualTo(
                            new Failed(
                                    500,
                                    "e".repeat(ReplyReader.LARGEST_EXCERPT),
                                    Optional.empty()));
        }
    }
}
