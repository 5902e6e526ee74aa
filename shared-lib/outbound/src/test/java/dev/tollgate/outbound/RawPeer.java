package dev.tollgate.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A destination that speaks whatever bytes it likes, once it has read the head of a request. */
final class RawPeer implements AutoCloseable {
    @FunctionalInterface
    interface Script {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();

    RawPeer(Script script) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        threads.execute(() -> accept(script));
    }

    static RawPeer saying(String bytes) throws IOException {
        return new RawPeer(out -> out.write(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(socket, script));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket socket, Script script) {
        try (socket) {
            readRequest(socket.getInputStream());
            script.answer(socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (IOException gone) {
            // The caller hung up, as the test wants it to.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** All of it: closing with bytes unread would reset the connection and lose the answer. */
    private static void readRequest(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.append((char) next);
        }
        var length = head.toString().replaceAll("(?is).*content-length: *(\\d+).*", "$1");
        in.readNBytes(Integer.parseInt(length));
    }

    int connections() {
        return connections.get();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/agent");
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
