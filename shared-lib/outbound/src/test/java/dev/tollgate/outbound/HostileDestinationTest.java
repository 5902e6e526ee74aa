package dev.tollgate.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.Execution.Broken;
import dev.tollgate.domain.outbound.Execution.Failed;
import dev.tollgate.domain.outbound.Execution.TimedOut;
import dev.tollgate.domain.outbound.Execution.TooLarge;
import dev.tollgate.domain.outbound.Execution.Unreachable;
import dev.tollgate.domain.outbound.WebhookUrls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Destinations that keep no rule of HTTP. The time limit is that nothing here may hang. */
@Timeout(60)
final class HostileDestinationTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private final HttpDestinations destinations =
            new HttpDestinations(WebhookUrls.of("", true), InstantSource.system());

    @AfterEach
    void close() {
        destinations.close();
    }

    private Execution answerTo(String bytes) throws IOException {
        try (var peer = RawPeer.saying(bytes)) {
            return destinations.execute(Calls.to(peer.url()));
        }
    }

    private Execution answerInTimeTo(RawPeer.Script script) throws IOException {
        try (var peer = new RawPeer(script)) {
            return destinations.execute(Calls.to(peer.url(), Calls.SHORT));
        }
    }

    @Test
    void understandsAPlainAnswerFromTheSamePeer() throws IOException {
        assertThat(answerTo(HEAD + "Content-Length: 2\r\n\r\n{}"))
                .isInstanceOf(Execution.Answered.class);
    }

    @Test
    void isUnreachableWhereNobodyListens() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = free.getLocalPort();
        }

        assertThat(destinations.execute(Calls.to(URI.create("http://127.0.0.1:" + port + "/"))))
                .isEqualTo(new Unreachable("It refused the connection."));
    }

    @Test
    void isBrokenWhenItHangsUpWithoutAnAnswer() throws IOException {
        assertThat(answerTo(""))
                .isEqualTo(new Broken("It closed the connection without an answer."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Ty",
                HEAD + "Content-Length: 100\r\n\r\n{\"half",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloworld\r\n0\r\n\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello\r\n0\r\n\r\n",
                HEAD + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
                HEAD + "Content-Encoding: br\r\nContent-Length: 5\r\n\r\nhello",
                HEAD + "Content-Length: -5\r\n\r\nhello",
                HEAD + "Content-Length: five\r\n\r\nhello",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
                "\0\1\2\3\4\5"
            })
    void isBrokenWhenItsAnswerIsCutOrIsNoHttp(String bytes) throws IOException {
        assertThat(answerTo(bytes)).isInstanceOf(Broken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain; charset=b@d",
                "text/plain; charset=no-such-charset",
                "text/plain; charset=",
                ";;;",
                "\u0001",
                "image/png"
            })
    void readsABodyWhateverItCallsItself(String type) throws IOException {
        var head = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: 2\r\n\r\n";

        assertThat(answerTo(head + "{}"))
                .isInstanceOfSatisfying(
                        Execution.Answered.class, it -> assertThat(it.body()).isEqualTo("{}"));
    }

    @Test
    void boundsTheHeadOfAnAnswer() throws IOException {
        assertThat(answerTo(HEAD + "X-A: " + "a".repeat(100_000) + "\r\n\r\n"))
                .isEqualTo(new TooLarge("The head of its answer is too large."));
        assertThat(answerTo(HEAD + "X-A: a\r\n".repeat(1000) + "\r\n"))
                .isEqualTo(new TooLarge("The head of its answer is too large."));
    }

    @Test
    void readsNoMoreOfAnEndlessBodyThanItMust() throws IOException {
        var chunk = ("10000\r\n" + "a".repeat(65536) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (var peer =
                new RawPeer(out -> {
                    out.write(
                            (HEAD + "Transfer-Encoding: chunked\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    while (!Thread.interrupted()) {
                        out.write(chunk);
                    }
                })) {
            assertThat(destinations.execute(Calls.to(peer.url()))).isInstanceOf(TooLarge.class);
        }
    }

    @Test
    void doesNotWaitForABodyThatIsOnlyAnnounced() throws IOException {
        assertThat(answerTo(HEAD + "Content-Length: 99999999999\r\n\r\n" + "a".repeat(300_000)))
                .isInstanceOf(TooLarge.class);
    }

    @Test
    void timesOutOnSilence() throws IOException {
        assertThat(answerInTimeTo(out -> Thread.sleep(60_000)))
                .isEqualTo(new TimedOut(Calls.SHORT));
    }

    @Test
    void cutsADrippingHeadAtTheDeadline() throws IOException {
        assertThat(answerInTimeTo(out -> drip(out, "HTTP/1.1 200 OK\r\nX-Slow: ")))
                .isEqualTo(new TimedOut(Calls.SHORT));
    }

    @Test
    void cutsADrippingBodyAtTheDeadline() throws IOException {
        assertThat(answerInTimeTo(out -> drip(out, HEAD + "Content-Length: 100000\r\n\r\n")))
                .isEqualTo(new TimedOut(Calls.SHORT));
    }

    @Test
    void cutsEndlessInterimAnswersAtTheDeadline() throws IOException {
        assertThat(
                        answerInTimeTo(out -> {
                            while (!Thread.interrupted()) {
                                out.write(
                                        "HTTP/1.1 100 Continue\r\n\r\n"
                                                .getBytes(StandardCharsets.US_ASCII));
                                out.flush();
                                Thread.sleep(5);
                            }
                        }))
                .isEqualTo(new TimedOut(Calls.SHORT));
    }

    private static void drip(OutputStream out, String start)
            throws IOException, InterruptedException {
        out.write(start.getBytes(StandardCharsets.US_ASCII));
        while (!Thread.interrupted()) {
            out.write('a');
            out.flush();
            Thread.sleep(20);
        }
    }

    @Test
    void knowsAnErrorByItsStatusThoughItsBodyBreaksOff() throws IOException {
        assertThat(answerTo("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nhalf"))
                .isEqualTo(new Failed(503, "", Optional.empty()));
    }

    @Test
    void sendsACallOnceThoughTheConnectionBreaks() throws IOException {
        try (var peer = RawPeer.saying("")) {
            destinations.execute(Calls.to(peer.url()));

            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() throws Exception {
        try (var peer = new RawPeer(out -> Thread.sleep(60_000))) {
            var outcome = new AtomicReference<@Nullable Execution>();
            var call = Calls.to(peer.url());
            var caller = Thread.ofVirtual().start(() -> outcome.set(destinations.execute(call)));
            while (peer.connections() == 0) {
                Thread.sleep(1);
            }
            caller.interrupt();
            caller.join();

            assertThat(outcome.get()).isInstanceOfAny(Broken.class, Unreachable.class);
        }
    }
}
