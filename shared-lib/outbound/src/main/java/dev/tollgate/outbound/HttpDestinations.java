package dev.tollgate.outbound;

import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.Execution.Blocked;
import dev.tollgate.domain.outbound.Execution.Rejected;
import dev.tollgate.domain.outbound.OutboundAuth.ApiKey;
import dev.tollgate.domain.outbound.OutboundAuth.Basic;
import dev.tollgate.domain.outbound.OutboundAuth.BearerToken;
import dev.tollgate.domain.outbound.OutboundAuth.Custom;
import dev.tollgate.domain.outbound.OutboundAuth.None;
import dev.tollgate.domain.outbound.OutboundAuth.OAuth2;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.outbound.TokenAnswer.Nothing;
import dev.tollgate.outbound.TokenAnswer.Token;
import dev.tollgate.rehearsal.Line;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * Destinations over HTTP/1.1 and TLS 1.2 or later. Safe for concurrent calls. Opens no connection
 * before the first call. Its HTTP client logs headers and bodies at debug level under {@code
 * org.apache.hc}: that level must stay off where credentials are real.
 */
public final class HttpDestinations implements Destinations, AutoCloseable {
    static final String USER_AGENT = "Tollgate/1.0";

    private static final int UNAUTHORIZED = 401;

    private final WebhookUrls rules;
    private final Transport transport;
    private final Tokens tokens;
    private final Outcome outcome;

    /**
     * Calls over the real network.
     *
     * @param clock for the life of tokens and the dates in {@code Retry-After}
     */
    public HttpDestinations(WebhookUrls rules, InstantSource clock) {
        this(rules, clock, Network.real());
    }

    /** The same, on that line. */
    public static HttpDestinations on(Line line, WebhookUrls rules, InstantSource clock) {
        return switch (line) {
            case NETWORK -> new HttpDestinations(rules, clock);
            case REHEARSAL ->
                    new HttpDestinations(WebhookUrls.of("", true), clock, Network.rehearsed());
        };
    }

    HttpDestinations(WebhookUrls rules, InstantSource clock, Network network) {
        this.rules = rules;
        transport = new Transport(network, rules.loopback());
        tokens = new Tokens(new TokenEndpoint(transport, rules, clock), clock);
        outcome = new Outcome(clock);
    }

    @Override
    public Execution execute(OutboundCall call) {
        var deadline = Deadline.in(call.timeout());
        return switch (rules.check(call.url().toString())) {
            case WebhookUrls.Verdict.Refused refused -> new Blocked(refused.reason());
            case WebhookUrls.Verdict.Ok ok -> authorised(call, deadline);
        };
    }

    private Execution authorised(OutboundCall call, Deadline deadline) {
        return switch (call.secret().auth()) {
            case ApiKey auth -> send(call, Credentials.of(auth), deadline);
            case BearerToken auth -> send(call, Credentials.of(auth), deadline);
            case Basic auth -> send(call, Credentials.of(auth), deadline);
            case Custom auth -> send(call, Credentials.of(auth), deadline);
            case None() -> send(call, Credentials.NONE, deadline);
            case OAuth2 client -> withToken(call, client, deadline);
        };
    }

    /** A token may be revoked before it expires: a 401 costs it its place and one more fetch. */
    private Execution withToken(OutboundCall call, OAuth2 client, Deadline deadline) {
        var version = call.secret().version();
        var first = tokens.of(client, version, deadline);
        var execution = sendWith(first, call, deadline);
        if (!(first instanceof Token token && unauthorised(execution))) {
            return execution;
        }
        tokens.drop(client, version, token);
        return sendWith(tokens.of(client, version, deadline), call, deadline);
    }

    private static boolean unauthorised(Execution execution) {
        return execution instanceof Rejected rejected && rejected.status() == UNAUTHORIZED;
    }

    private Execution sendWith(TokenAnswer answer, OutboundCall call, Deadline deadline) {
        return switch (answer) {
            case Token token -> send(call, Credentials.bearer(token.value()), deadline);
            case Nothing nothing -> nothing.why();
        };
    }

    private Execution send(OutboundCall call, Credentials credentials, Deadline deadline) {
        var request =
                new Outgoing(
                        call.method(),
                        call.url(),
                        headers(call, credentials),
                        "application/json",
                        call.body(),
                        credentials.pool());
        return outcome.of(transport.send(request, deadline), call, credentials, deadline);
    }

    /** Credentials come last, so that no header of the caller's stands in for them. */
    private static Map<String, String> headers(OutboundCall call, Credentials credentials) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "application/json, text/*;q=0.9");
        headers.put("User-Agent", USER_AGENT);
        headers.putAll(call.headers());
        headers.put("Accept-Encoding", "identity");
        headers.put("Idempotency-Key", call.idempotencyKey());
        call.invocationId().ifPresent(id -> headers.put("X-Invocation-Id", id));
        headers.remove("Content-Type");
        headers.putAll(credentials.headers());
        return headers;
    }

    @Override
    public void close() {
        transport.close();
    }
}
