package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RedisTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A snapshot of a function is taken after its constructor: no connection may be in it. */
    @Test
    void opensNoConnectionBeforeTheFirstCommand() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            server.setSoTimeout(100);
            var url = URI.create("redis://127.0.0.1:" + server.getLocalPort());

            try (var _ = new Redis(url, SECOND, 1, SECOND).connect()) {
                assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }
}
