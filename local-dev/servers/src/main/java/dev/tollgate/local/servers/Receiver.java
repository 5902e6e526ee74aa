package dev.tollgate.local.servers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands for a customer's agent: keeps every request for assertions and answers as it is told, by
 * default with an echo. At {@value #TOKEN_PATH} it is an OAuth 2.0 token endpoint for client
 * credentials.
 */
public final class Receiver implements AutoCloseable {
    public static final String TOKEN_PATH = "/oauth/token";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<ReceivedRequest> tokenRequests = new CopyOnWriteArrayList<>();
    private final Map<String, Behaviour> byPath = new ConcurrentHashMap<>();
    private final TokenEndpoint tokens = new TokenEndpoint();
    private volatile Behaviour otherwise = Behaviour.echo();
    private final LoopbackHttp http;

    private Receiver(int port) {
        http = LoopbackHttp.start(this::handle, port);
    }

    /** Starts a receiver on a free port of 127.0.0.1. */
    public static Receiver start() {
        return new Receiver(0);
    }

    /**
     * Starts a receiver on that port of 127.0.0.1, for an address that outlives it.
     *
     * @throws IllegalStateException if another process holds the port
     */
    public static Receiver start(int port) {
        return new Receiver(port);
    }

    /** {@code http://127.0.0.1:PORT} and the path, which starts with a slash. */
    public URI at(String path) {
        return endpoint().resolve(path);
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI endpoint() {
        return http.endpoint();
    }

    /** {@code http://127.0.0.1:PORT/oauth/token}. */
    public URI tokenEndpoint() {
        return at(TOKEN_PATH);
    }

    /** From now on answers so, but for the paths with a behaviour of their own. */
    public void answers(Behaviour behaviour) {
        otherwise = behaviour;
    }

    /** From now on answers so at this path. */
    public void answers(String path, Behaviour behaviour) {
        byPath.put(path, behaviour);
    }

    /** Issues tokens to this client alone; any other gets 401. */
    public void issuesTokensTo(String clientId, String clientSecret) {
        tokens.expect(new TokenEndpoint.Client(clientId, clientSecret));
    }

    /**
     * The lifetime of tokens issued from now on, an hour at first; {@code expires_in} says it in
     * whole seconds.
     */
    public void issuesTokensFor(Duration lifetime) {
        tokens.lifetime(lifetime);
    }

    /** The requests so far in the order they came, without those for tokens. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The requests for tokens so far. */
    public List<ReceivedRequest> tokenRequests() {
        return List.copyOf(tokenRequests);
    }

    /** How many tokens were issued; they are {@code token-1}, {@code token-2} and so on. */
    public int tokensIssued() {
        return tokens.issued();
    }

    /** Waits until there were at least so many requests, and answers them all. */
    public List<ReceivedRequest> awaitRequests(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (requests) {
            while (requests.size() < count) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new IllegalStateException(
                            "waited %s for %d requests; %d came"
                                    .formatted(PATIENCE, count, requests.size()));
                }
                waitForOne(left);
            }
        }
        return requests();
    }

    /** Forgets the requests so far. */
    public void forget() {
        requests.clear();
        tokenRequests.clear();
    }

    @Override
    public void close() {
        http.close();
    }

    private void waitForOne(long millis) {
        try {
            requests.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for requests", e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ReceivedRequest request = ReceivedRequest.of(exchange);
            if (request.path().equals(TOKEN_PATH)) {
                tokenRequests.add(request);
                byPath.getOrDefault(TOKEN_PATH, tokens::answer).answer(exchange, request);
                return;
            }
            synchronized (requests) {
                requests.add(request);
                requests.notifyAll();
            }
            byPath.getOrDefault(request.path(), otherwise).answer(exchange, request);
        } catch (InterruptedException e) {
            // The receiver was closed; so is the connection.
            Thread.currentThread().interrupt();
        }
    }
}
