package dev.tollgate.platforms;

import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.CostLocation;
import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The requests of one consignment, all within its timeout. */
final class Requests {
    /** For one message. What is more than people read is not worth a place's whole pace. */
    static final int MOST = 20;

    private final Destinations destinations;
    private final Consignment consignment;
    private final InstantSource clock;
    private final long begun = System.nanoTime();

    Requests(Destinations destinations, Consignment consignment, InstantSource clock) {
        this.destinations = destinations;
        this.consignment = consignment;
        this.clock = clock;
    }

    /** A request with that authentication. */
    Execution send(
            Method method, URI url, OutboundAuth auth, Map<String, String> headers, String body) {
        return send(method, url, auth, headers, body, Optional.empty());
    }

    /** The same; the answer may declare what the call cost. */
    Execution send(
            Method method,
            URI url,
            OutboundAuth auth,
            Map<String, String> headers,
            String body,
            Optional<CostLocation> costAt) {
        var left = left();
        if (left.isZero()) {
            return new Execution.TimedOut(consignment.timeout());
        }
        var all = new HashMap<>(consignment.headers());
        all.putAll(headers);
        return destinations.execute(
                new OutboundCall(
                        method,
                        Optional.of(consignment.invocationId()),
                        consignment.idempotencyKey(),
                        new AgentSecret(consignment.secret().version(), Optional.of(url), auth),
                        body,
                        all,
                        left,
                        costAt));
    }

    /** For what is signed. */
    Instant now() {
        return clock.instant();
    }

    /** Never negative. */
    Duration left() {
        var left = consignment.timeout().minusNanos(System.nanoTime() - begun);
        return left.isPositive() ? left : Duration.ZERO;
    }
}
