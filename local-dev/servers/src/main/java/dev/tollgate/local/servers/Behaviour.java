package dev.tollgate.local.servers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How a {@link Receiver} answers. May be called by many threads at once; a thread is interrupted
 * when the receiver closes.
 */
@FunctionalInterface
public interface Behaviour {
    /**
     * Answers the request, which has been read whole; an exchange that got no answer is cut off.
     */
    void answer(HttpExchange exchange, ReceivedRequest request)
            throws IOException, InterruptedException;

    /**
     * Status 200 and {@code {"reply": "You said: INPUT", "path": …}}, where INPUT is the request's
     * {@code input}.
     */
    static Behaviour echo() {
        return Echo::answer;
    }

    /** This status and an empty JSON object. */
    static Behaviour status(int status) {
        return answering(status, "{}");
    }

    /** This status and JSON body. */
    static Behaviour answering(int status, String json) {
        return answering(status, json, Map.of());
    }

    /** This status, body and headers; the content type is JSON unless a header says otherwise. */
    static Behaviour answering(int status, String body, Map<String, String> headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Status 307 to that place. */
    static Behaviour redirecting(URI location) {
        return answering(307, "", Map.of("Location", location.toString()));
    }

    /** Answers as the other does, but only after this long. */
    static Behaviour after(Duration delay, Behaviour then) {
        return (exchange, request) -> {
            Thread.sleep(delay);
            then.answer(exchange, request);
        };
    }

    /** Answers as the other does, but only once the latch is open. */
    static Behaviour once(CountDownLatch open, Behaviour then) {
        return (exchange, request) -> {
            open.await();
            then.answer(exchange, request);
        };
    }

    /** Closes the connection without a word. */
    static Behaviour hangingUp() {
        return (exchange, request) -> exchange.close();
    }

    /** Promises a body of a hundred bytes, sends the first few and closes the connection. */
    static Behaviour breakingOff() {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("{\"reply\": ".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        };
    }

    /** Status 200 at once, then the body a byte at a time. */
    static Behaviour dripping(String body, Duration betweenBytes) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            OutputStream out = exchange.getResponseBody();
            for (byte b : bytes) {
                out.write(b);
                out.flush();
                Thread.sleep(betweenBytes);
            }
        };
    }

    /** Status 200 and a JSON string of about this many bytes, its length not announced. */
    static Behaviour huge(long bytes) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            byte[] block = "x".repeat(65_536).getBytes(StandardCharsets.UTF_8);
            out.write('"');
            for (long left = bytes; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(left, block.length));
            }
            out.write('"');
        };
    }

    /** Each request gets the next of these; the last one stays. */
    static Behaviour inTurn(Behaviour... behaviours) {
        List<Behaviour> turns = List.of(behaviours);
        var next = new AtomicInteger();
        return (exchange, request) -> {
            int turn = next.getAndUpdate(i -> Math.min(i + 1, turns.size() - 1));
            turns.get(turn).answer(exchange, request);
        };
    }
}
