package dev.tollgate.invocation;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Fields;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Trace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a failed delivery again. An event goes back to the queue under its own id. A call is made
 * as a new one that passes the gate as any other, with policies, limits and costs; to the agent it
 * shows the idempotency key of the failed one, so that one that did run it does not run it twice.
 */
final class Redeliver {
    /**
     * A delivery that is made again and whose order is this late was reopened by somebody who died
     * before it was sent.
     */
    private static final Duration LOST = Duration.ofMinutes(10);

    private final Deliveries deliveries;
    private final DeliveryQueue queue;
    private final Lineage lineage;
    private final Audit audit;
    private final Invoke invoke;
    private final Ids ids;
    private final InstantSource clock;

    Redeliver(InvocationFunction.Ports ports, Invoke invoke, Ids ids) {
        this.deliveries = ports.deliveries();
        this.queue = ports.queue();
        this.lineage = ports.lineage();
        this.audit = ports.audit();
        this.invoke = invoke;
        this.ids = ids;
        this.clock = ports.clock();
    }

    /** Who wants it, and from where. */
    record Wish(Principal principal, Call.Origin origin, Trace trace) {}

    /** What came of it. */
    sealed interface Outcome {
        record NotFound() implements Outcome {}

        /** It did not fail, or is made again already. */
        record NotFailed(DeliveryStatus status) implements Outcome {}

        /** There is nothing to send any more: it was a reply. */
        record NotKept() implements Outcome {}

        record Queued(DeliveryId id) implements Outcome {}

        /** What came of the new call. */
        record Called(Invoked invoked) implements Outcome {}
    }

    Outcome again(Wish wish, DeliveryId id) {
        var organisation = wish.principal().organisation();
        var delivery = deliveries.find(organisation, id);
        if (delivery.isEmpty()) {
            return new Outcome.NotFound();
        }
        if (delivery.get().status() != DeliveryStatus.FAILED && !isLost(delivery.get())) {
            return new Outcome.NotFailed(delivery.get().status());
        }
        var kept = deliveries.kept(organisation, id);
        if (kept.isEmpty()) {
            return new Outcome.NotKept();
        }
        audit.record(event(wish, kept.get()));
        return switch (kept.get().purpose()) {
            case Purpose.Call call ->
                    new Outcome.Called(invoke.invoke(call(wish, kept.get(), call)));
            case Purpose.Event _, Purpose.Reply _ -> queued(kept.get(), delivery.get());
        };
    }

    private boolean isLost(Delivery delivery) {
        return delivery.nextAttemptAt()
                .filter(due -> due.plus(LOST).isBefore(clock.instant()))
                .isPresent();
    }

    private Outcome queued(DeliveryOrder kept, Delivery delivery) {
        if (delivery.status() == DeliveryStatus.PENDING) {
            queue.send(kept, Duration.ZERO);
            return new Outcome.Queued(kept.id());
        }
        var now = clock.instant();
        var again = kept.at(kept.turn().anew(now));
        if (!deliveries.reopen(again, now)) {
            return new Outcome.NotFailed(DeliveryStatus.PENDING);
        }
        queue.send(again, Duration.ZERO);
        return new Outcome.Queued(again.id());
    }

    /** The same key for the same delivery: of two who want it again at once, one makes the call. */
    private Call call(Wish wish, DeliveryOrder kept, Purpose.Call failed) {
        var row = lineage.find(kept.organisation(), failed.invocation());
        return new Call(
                wish.principal(),
                row.map(it -> it.caller().onBehalfOf()).orElse(ExternalIdentity.NONE),
                wish.origin(),
                failed.agent(),
                NullNode.getInstance(),
                Optional.empty(),
                Optional.empty(),
                attributes(kept.body()),
                wish.trace().traceId(),
                wish.trace().toString(),
                Optional.of("retry:" + kept.id()),
                kept.id().value(),
                true,
                Optional.empty(),
                Optional.of(new Call.Repeat(failed.idempotencyKey(), kept.body())));
    }

    /** What policies may ask of the request, as far as the agent was sent it. */
    private static Map<String, Object> attributes(String body) {
        var roots = new TreeMap<String, Object>();
        try {
            var sent = Fields.of(Json.parse(body));
            sent.tree("context").ifPresent(tree -> roots.put("context", tree));
            sent.tree("metadata").ifPresent(tree -> roots.put("metadata", tree));
        } catch (BadRequest e) {
            // A platform's own format holds neither.
        }
        return roots;
    }

    private AuditEvent event(Wish wish, DeliveryOrder kept) {
        return new AuditEvent(
                ids.audit(),
                kept.organisation(),
                clock.instant(),
                "external_agent.delivery_retried",
                wish.principal().id(),
                kept.id().value(),
                Map.of("address", wish.origin().address()));
    }
}
