package dev.tollgate.local.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** Picks a port for a server that must be told one. */
final class FreePorts {
    /**
     * Below the ports that systems hand out to clients (32768 on Linux, 49152 on macOS). A client
     * that keeps trying a stopped server's port inside that range may be given the very port it
     * dials, and so meet itself and hold the port.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 100;

    private FreePorts() {}

    /** A port of 127.0.0.1 that nobody listens on now. Another process may still take it first. */
    static int pick(RandomGenerator random) {
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port found between %d and %d".formatted(FIRST, LAST));
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
