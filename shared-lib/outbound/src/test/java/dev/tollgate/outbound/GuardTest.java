package dev.tollgate.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.Execution.Answered;
import dev.tollgate.domain.outbound.Execution.Blocked;
import dev.tollgate.domain.outbound.Execution.NoToken;
import dev.tollgate.domain.outbound.Execution.Rejected;
import dev.tollgate.domain.outbound.Execution.Unreachable;
import dev.tollgate.domain.outbound.OutboundAuth.None;
import dev.tollgate.domain.outbound.OutboundAuth.OAuth2;
import dev.tollgate.domain.outbound.WebhookUrls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guard against requests to where only the gate can reach. Its sockets are counted, and lead to
 * a peer on loopback whatever public address they were asked for, so that nothing leaves the
 * machine.
 */
@Timeout(60)
final class GuardTest {
    private static final URI AGENT = URI.create("https://agent.example.com/run");
    private static final WebhookUrls PUBLIC = WebhookUrls.of("", false);

    @TempDir private Path directory;

    private final AtomicInteger lookups = new AtomicInteger();
    private final Queue<SocketAddress> connections = new ConcurrentLinkedQueue<>();

    private HttpDestinations destinations(
            WebhookUrls rules, AddressLookup lookup, int port, SSLContext trust) {
        AddressLookup counted =
                host -> {
                    lookups.incrementAndGet();
                    return lookup.all(host);
                };
        return new HttpDestinations(
                rules,
                InstantSource.system(),
                new Network(counted, proxy -> new Detour(port), trust));
    }

    private HttpDestinations resolving(String... addresses) throws NoSuchAlgorithmException {
        var answers = Stream.of(addresses).map(InetAddress::ofLiteral).toList();
        return destinations(PUBLIC, host -> answers, 1, SSLContext.getDefault());
    }

    /** Notes where it was asked to connect, and connects to loopback instead. */
    private final class Detour extends Socket {
        private final int port;

        Detour(int port) {
            this.port = port;
        }

        @Override
        public void connect(SocketAddress asked, int timeout) throws IOException {
            connections.add(asked);
            super.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), timeout);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "::1",
                "::ffff:127.0.0.1",
                "fd00:ec2::254",
                "fe80::1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::"
            })
    void opensNoSocketToANameThatStandsForAPrivateAddress(String address) throws Exception {
        try (var destinations = resolving(address)) {
            assertThat(destinations.execute(Calls.to(AGENT)))
                    .isEqualTo(new Blocked("The host stands for an address that is not public."));
            assertThat(connections).isEmpty();
        }
    }

    @Test
    void refusesAWholeNameForOnePrivateAddressAmongItsPublicOnes() throws Exception {
        try (var destinations = resolving("8.8.8.8", "1.1.1.1", "10.0.0.1")) {
            assertThat(destinations.execute(Calls.to(AGENT))).isInstanceOf(Blocked.class);
            assertThat(connections).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://agent.example.com/",
                "https://127.0.0.1/",
                "https://localhost/",
                "https://[::1]/",
                "https://[::ffff:169.254.169.254]/",
                "https://metadata.google.internal/",
                "https://hooks.slack.com@agent.example.com/",
                "https://agent.example.com:22/"
            })
    void looksUpNothingForAUrlThatTheRulesRefuse(String url) throws Exception {
        try (var destinations = resolving("8.8.8.8")) {
            assertThat(destinations.execute(Calls.to(URI.create(url)))).isInstanceOf(Blocked.class);
            assertThat(lookups).hasValue(0);
            assertThat(connections).isEmpty();
        }
    }

    @Test
    void refusesADomainThatHasLeftTheAllowlistSinceItWasRegistered() throws Exception {
        var rules = WebhookUrls.of("slack.com", false);
        AddressLookup lookup = host -> List.of(InetAddress.ofLiteral("8.8.8.8"));
        try (var destinations = destinations(rules, lookup, 1, SSLContext.getDefault())) {
            assertThat(destinations.execute(Calls.to(AGENT))).isInstanceOf(Blocked.class);
            assertThat(lookups).hasValue(0);
        }
    }

    @Test
    void connectsToTheVeryAddressThatWasCheckedThoughTheNameChangesBetween() throws Exception {
        var identity = TestTls.create(directory, "agent.example.com");
        AddressLookup rebinding =
                host ->
                        List.of(
                                InetAddress.ofLiteral(
                                        lookups.get() == 1 ? "8.8.8.8" : "169.254.169.254"));
        try (var peer = Peer.overTls(identity, Peer.json(200, "{}"));
                var destinations = destinations(PUBLIC, rebinding, peer.port(), identity)) {
            assertThat(destinations.execute(Calls.to(AGENT))).isInstanceOf(Answered.class);
            assertThat(lookups).hasValue(1);
            assertThat(connections)
                    .containsExactly(new InetSocketAddress(InetAddress.ofLiteral("8.8.8.8"), 443));

            var other = Calls.to(URI.create("https://agent.example.com:8443/run"));
            assertThat(destinations.execute(other)).isInstanceOf(Blocked.class);
            assertThat(connections).hasSize(1);
        }
    }

    @Test
    void refusesARedirectToTheMetadataServiceWithoutLookingAtIt() throws Exception {
        var identity = TestTls.create(directory, "agent.example.com");
        AddressLookup lookup = host -> List.of(InetAddress.ofLiteral("8.8.8.8"));
        try (var peer =
                        Peer.overTls(
                                identity,
                                exchange -> {
                                    exchange.getResponseHeaders()
                                            .set("Location", "http://169.254.169.254/latest/");
                                    Peer.json(302, "").answer(exchange);
                                });
                var destinations = destinations(PUBLIC, lookup, peer.port(), identity)) {
            assertThat(destinations.execute(Calls.to(AGENT))).isEqualTo(new Rejected(302, ""));
            assertThat(connections).hasSize(1);
        }
    }

    @Test
    void sendsNothingToAServerWhoseCertificateIsForAnotherHost() throws Exception {
        var identity = TestTls.create(directory, "other.example.com");
        AddressLookup lookup = host -> List.of(InetAddress.ofLiteral("8.8.8.8"));
        try (var peer = Peer.overTls(identity, Peer.json(200, "{}"));
                var destinations = destinations(PUBLIC, lookup, peer.port(), identity)) {
            assertThat(destinations.execute(Calls.to(AGENT)))
                    .isEqualTo(
                            new Unreachable(
                                    "No TLS connection, or its certificate does not hold."));
            assertThat(peer.seen()).isEmpty();
        }
    }

    @Test
    void sendsNothingToAServerWhoseCertificateNobodyVouchesFor() throws Exception {
        var identity = TestTls.create(directory, "agent.example.com");
        AddressLookup lookup = host -> List.of(InetAddress.ofLiteral("8.8.8.8"));
        try (var peer = Peer.overTls(identity, Peer.json(200, "{}"));
                var destinations =
                        destinations(PUBLIC, lookup, peer.port(), SSLContext.getDefault())) {
            assertThat(destinations.execute(Calls.to(AGENT))).isInstanceOf(Unreachable.class);
            assertThat(peer.seen()).isEmpty();
        }
    }

    @Test
    void guardsTheTokenEndpointAsItDoesTheDestination() throws Exception {
        try (var destinations = resolving("10.0.0.1")) {
            assertThat(destinations.execute(Calls.to(AGENT, oauth("https://login.example.com/t"))))
                    .isEqualTo(
                            new Blocked(
                                    "token_url: The host stands for an address that is not"
                                            + " public."));
            assertThat(destinations.execute(Calls.to(AGENT, oauth("http://login.example.com/t"))))
                    .isEqualTo(new Blocked("token_url: The URL must begin with https://."));
            assertThat(connections).isEmpty();
        }
    }

    private static OAuth2 oauth(String url) {
        return new OAuth2("id", "secret", URI.create(url), Optional.empty(), Optional.empty());
    }

    @Test
    void saysThatANameIsUnknown() throws Exception {
        AddressLookup unknown =
                host -> {
                    throw new UnknownHostException(host);
                };
        try (var destinations = destinations(PUBLIC, unknown, 1, SSLContext.getDefault())) {
            assertThat(destinations.execute(Calls.to(AGENT)))
                    .isEqualTo(new Unreachable("Its host name is not known."));
            assertThat(destinations.execute(Calls.to(AGENT, oauth("https://a.example.com/"))))
                    .isEqualTo(
                            new NoToken(
                                    "The token endpoint gave no token. Its host name is not"
                                            + " known.",
                                    true));
        }
    }

    @Test
    void keepsTheDeadlineThoughTheLookupHangs() throws Exception {
        AddressLookup hanging =
                host -> {
                    sleep();
                    return List.of(InetAddress.ofLiteral("8.8.8.8"));
                };
        try (var destinations = destinations(PUBLIC, hanging, 1, SSLContext.getDefault())) {
            Execution execution = destinations.execute(Calls.to(AGENT, Calls.SHORT));

            assertThat(execution).isEqualTo(new Unreachable("No connection in time."));
            assertThat(execution.mayHaveRun()).isFalse();
        }
    }

    private static void sleep() throws UnknownHostException {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException stopped) {
            throw new UnknownHostException("stopped");
        }
    }

    @Test
    void opensNoConnectionAndLooksUpNothingUntilTheFirstCall() throws Exception {
        try (var destinations = resolving("8.8.8.8")) {
            assertThat(destinations).isNotNull();
            assertThat(lookups).hasValue(0);
            assertThat(connections).isEmpty();
        }
    }

    @Test
    void reachesNoPrivateAddressBesideTheOneTheLocalSwitchAllows() throws Exception {
        AddressLookup lookup = host -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        var rules = WebhookUrls.of("", true);
        try (var peer = Peer.answering(Peer.json(200, "{}"));
                var destinations =
                        destinations(rules, lookup, peer.port(), SSLContext.getDefault())) {
            assertThat(destinations.execute(Calls.to(peer.url("/"), new None())))
                    .isInstanceOf(Answered.class);
            assertThat(destinations.execute(Calls.to(AGENT))).isInstanceOf(Blocked.class);
            assertThat(destinations.execute(Calls.to(URI.create("http://127.0.0.2:8080/"))))
                    .isInstanceOf(Blocked.class);
            assertThat(connections).hasSize(1);
        }
    }
}
