package dev.tollgate.local.gateway.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lambda.LambdaFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every function from its zip, up to the moment at which SnapStart takes its snapshot: it has
 * rehearsed by then, and has reached for nobody. All that it could reach is one server that counts.
 */
final class SnapshotIT {
    private static final Path ROOT = Path.of(System.getProperty("tollgate.root"));
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    /** What Lambda's runtime sets, so that the hooks of org.crac are its own. */
    private static final Launch SNAP_START =
            new Launch(
                    List.of(
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"),
                    Launch.Initialization.SNAP_START);

    private static ServerSocket counting;

    @TempDir private Path scratch;

    @BeforeAll
    static void count() throws IOException {
        counting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(SnapshotIT::accept);
    }

    private static void accept() {
        while (!counting.isClosed()) {
            try (var _ = counting.accept()) {
                CONNECTIONS.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        counting.close();
    }

    @ParameterizedTest
    @EnumSource
    void rehearsesWithoutReachingForAnybody(LambdaFunction function) throws Exception {
        var log = scratch.resolve("log");
        var zip =
                ROOT.resolve(Path.of("functions", function.id(), "target", function.id() + ".zip"));
        var unpacked = Unpacked.of(function, zip, scratch.resolve("unpacked"), log, settings());
        int before = CONNECTIONS.get();

        try (var sandbox = Sandbox.start(unpacked, SNAP_START, InstantSource.system())) {
            assertThat(sandbox.awaitStarted()).isEmpty();
        }

        assertThat(Files.readString(log)).contains("rehearsed for a snapshot");
        assertThat(CONNECTIONS.get()).isEqualTo(before);
    }

    private static Map<String, String> settings() {
        var server = "127.0.0.1:" + counting.getLocalPort();
        return Map.ofEntries(
                Map.entry("REDIS_URL", "redis://" + server),
                Map.entry("DELIVERY_QUEUE_URL", "http://" + server + "/orders"),
                Map.entry("DELIVERY_DLQ_URL", "http://" + server + "/buried"),
                Map.entry("AGENT_GATEWAY_ADMIN_PASS_SECRET", "tollgate/administrator-password"),
                Map.entry("AUDIT_ARCHIVE_BUCKET", "archive"),
                Map.entry("AUDIT_EXPORT_BUCKET", "exports"),
                Map.entry("AWS_ACCESS_KEY_ID", "test"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
                Map.entry("AWS_ENDPOINT_URL", "http://" + server));
    }
}
