package dev.tollgate.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

class RedisServerTest {
    @Test
    void servesTheRealClientAndNeverEvicts() {
        try (RedisClient client = client(RedisServer.shared())) {
            client.set("greeting", "hello");

            assertThat(client.get("greeting")).isEqualTo("hello");
            assertThat(client.configGet("maxmemory-policy"))
                    .containsEntry("maxmemory-policy", "noeviction");
            assertThat(client.info("server")).contains("process_id:" + RedisServer.shared().pid());
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(Listening.onLoopbackOnly(RedisServer.shared().port())).isTrue();
    }

    @Test
    void comesBackEmptyOnTheSamePortAfterAKill() {
        try (var server = RedisServer.inMemory()) {
            write(server);
            int port = server.port();
            long pid = server.pid();

            server.kill();
            server.start();

            assertThat(server.port()).isEqualTo(port);
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThat(read(server)).isFalse();
        }
    }

    @Test
    void losesNothingToAKillInTheDirectoryItKeeps(@TempDir Path directory) {
        try (var server = RedisServer.keeping(directory)) {
            write(server);

            server.kill();
            server.start();

            assertThat(read(server)).isTrue();
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (var server = RedisServer.inMemory()) {
            server.kill();

            try (var squatter =
                    new ServerSocket(server.port(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
                assertThatThrownBy(server::start)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(
                                "port %d of 127.0.0.1 is held by another process, perhaps a server left over from an earlier run",
                                squatter.getLocalPort());
            }
        }
    }

    @Test
    void refusesToStartTwice() {
        try (var server = RedisServer.inMemory()) {
            assertThatThrownBy(server::start)
                    .hasMessage("Redis already runs on port " + server.port());
        }
    }

    @Test
    void isGoneOnceClosed() {
        var server = RedisServer.inMemory();
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();

        server.close();

        assertThat(process.isAlive()).isFalse();
    }

    private static RedisClient client(RedisServer server) {
        return RedisClient.builder().hostAndPort(server.host(), server.port()).build();
    }

    private static void write(RedisServer server) {
        try (RedisClient client = client(server)) {
            client.set("kept", "yes");
        }
    }

    private static boolean read(RedisServer server) {
        try (RedisClient client = client(server)) {
            return client.exists("kept");
        }
    }
}
