package dev.tollgate.local.servers;

/** Closes what lives as long as the JVM. */
final class AtExit {
    private AtExit() {}

    /** Answers the server, which is closed when the JVM ends. */
    static <T extends AutoCloseable> T close(T server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeNow(server)));
        return server;
    }

    private static void closeNow(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
