package dev.tollgate.local.servers;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server on a free port of 127.0.0.1, with a virtual thread for every request. */
public final class LoopbackHttp implements AutoCloseable {
    static {
        // Headers and body are two writes; with Nagle's algorithm the second waits for a delayed
        // acknowledgement (40 ms).
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private LoopbackHttp(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** On a free port. */
    public static LoopbackHttp start(HttpHandler handler) {
        return start(handler, 0);
    }

    /**
     * On that port, or on a free one if it is 0.
     *
     * @throws PortTaken if another process holds the port
     */
    public static LoopbackHttp start(HttpHandler handler, int port) {
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
            HttpServer server = HttpServer.create(address, 1024);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            server.createContext("/", handler);
            server.start();
            return new LoopbackHttp(server, threads);
        } catch (BindException e) {
            throw new PortTaken(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Stops at once; requests being answered are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
