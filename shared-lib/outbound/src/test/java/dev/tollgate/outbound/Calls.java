package dev.tollgate.outbound;

import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.CostLocation;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundAuth.None;
import dev.tollgate.domain.outbound.OutboundCall;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Calls for tests to send. */
final class Calls {
    static final Duration AMPLE = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(500);

    private Calls() {}

    static OutboundCall to(URI url) {
        return to(url, new None());
    }

    static OutboundCall to(URI url, OutboundAuth auth) {
        return to(url, auth, 1, AMPLE);
    }

    static OutboundCall to(URI url, Duration timeout) {
        return to(url, new None(), 1, timeout);
    }

    static OutboundCall to(URI url, OutboundAuth auth, int version, Duration timeout) {
        return new OutboundCall(
                OutboundCall.Method.POST,
                Optional.of("inv_1"),
                "key-1",
                new AgentSecret(version, Optional.of(url), auth),
                "{\"input\":\"grüße\"}",
                Map.of("traceparent", "00-1-2-01", "X-Request-Id", "req-1"),
                timeout,
                Optional.empty());
    }

    static OutboundCall costing(URI url, CostLocation where) {
        var call = to(url);
        return new OutboundCall(
                OutboundCall.Method.POST,
                call.invocationId(),
                call.idempotencyKey(),
                call.secret(),
                call.body(),
                call.headers(),
                call.timeout(),
                Optional.of(where));
    }
}
