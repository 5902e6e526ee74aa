package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Subject;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Header;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Arrays;
import java.util.Map;

/** Attempts to bring calls, replies and events somewhere. */
final class DeliveryOperations {
    static final Header LOCATION =
            Header.always("Location", "The path of the delivery.", Schema.text());

    private static final String STATUS = "webhook_delivery_status";

    private static final Schema STATUSES =
            Schema.word(Arrays.stream(DeliveryStatus.values()).map(DeliveryStatus::text).toList());

    private DeliveryOperations() {}

    static Map<String, Schema> schemas() {
        return Map.of(
                "Delivery",
                Shape.written()
                        .always("id", Values.id(DeliveryId.PREFIX))
                        .always(
                                "kind",
                                Schema.word(
                                        Arrays.stream(Subject.Kind.values())
                                                .map(Subject.Kind::text)
                                                .toList()))
                        .maybe("external_agent_id", Values.id(AgentId.PREFIX))
                        .maybe("invocation_id", Values.id(InvocationId.PREFIX))
                        .maybe("webhook_id", Values.id(SubscriptionId.PREFIX))
                        .maybe("event_type", Schema.text())
                        .always("created_at", Schema.time())
                        .always("updated_at", Schema.time())
                        .and(state(true))
                        .schema(),
                "DeliveryAttempt",
                Shape.written()
                        .always("number", Schema.integer(1))
                        .always("at", Schema.time())
                        .always("result", Schema.text().described("`delivered`, or why not."))
                        .maybe("upstream_status", Schema.integer(100, 999))
                        .always("latency_ms", Schema.integer(0))
                        .always("excerpt", Schema.text())
                        .schema());
    }

    /** Where a delivery stands; beside the record of a call only if that was queued. */
    static Shape state(boolean always) {
        var attempts = Schema.list(Schema.ref("DeliveryAttempt"));
        var shape = Shape.written();
        return (always
                        ? shape.always(STATUS, STATUSES)
                                .always("webhook_delivery_attempts", attempts)
                        : shape.maybe(STATUS, STATUSES)
                                .maybe("webhook_delivery_attempts", attempts))
                .maybe("webhook_delivery_error", Schema.text())
                .maybe("webhook_delivery_next_attempt_at", Schema.time());
    }

    private static Parameter id() {
        return Values.idInPath(DeliveryId.PREFIX, "delivery");
    }

    static Operation list() {
        return Area.DELIVERIES
                .operation("List deliveries")
                .takes(
                        Parameter.query("status", "That stand so.", STATUSES),
                        Parameter.query("agent", "About this agent.", Values.id(AgentId.PREFIX)),
                        Parameter.query(
                                "webhook", "To this webhook.", Values.id(SubscriptionId.PREFIX)),
                        Values.since(),
                        Values.until())
                .takes(Values.paged())
                .gives(
                        Answer.ok(
                                "A page of them, the oldest first.",
                                Values.page("Delivery").schema()));
    }

    static Operation read() {
        return Area.DELIVERIES
                .operation("Read a delivery")
                .takes(id())
                .gives(Answer.ok("The delivery and its attempts.", Schema.ref("Delivery")))
                .refuses(Refusals.NOT_FOUND);
    }

    static Operation retry() {
        return Area.DELIVERIES
                .operation("Make a failed delivery again")
                .described(
                        "An event is queued again under its own id. A call is made as a new one,"
                                + " with all that `invoke` answers; it shows the agent the"
                                + " idempotency key of the one that failed.")
                .takes(id())
                .gives(
                        Outcomes.carried(),
                        Outcomes.taken(
                                Schema.anyOf(
                                        Schema.ref("QueuedDelivery"),
                                        Schema.ref("InvocationResult"))))
                .refuses(
                        Refusal.of(
                                        "DeliveryNotFailed",
                                        409,
                                        "delivery_not_failed",
                                        "Only a delivery that failed is made again.")
                                .with(STATUS, STATUSES),
                        Refusal.of(
                                "DeliveryNotKept",
                                409,
                                "delivery_not_kept",
                                "A reply on a platform is not made again."))
                .refuses(Outcomes.OF_CALLS);
    }

    static Operation replay() {
        var result =
                Shape.written()
                        .always("delivery_id", Values.id(DeliveryId.PREFIX))
                        .always("status", Schema.integer(200, 599))
                        .always(
                                "result",
                                Schema.anyOf(
                                        Schema.ref("QueuedDelivery"),
                                        Schema.ref("InvocationResult"),
                                        Schema.ref("Problem")));
        return Area.DELIVERIES
                .operation("Make all failed deliveries again")
                .described("The oldest first; with an empty object, all there are.")
                .reads(
                        Body.json(
                                Shape.read()
                                        .maybe("agent_id", Values.id(AgentId.PREFIX))
                                        .maybe("webhook_id", Values.id(SubscriptionId.PREFIX))
                                        .maybe("since", Schema.time())
                                        .maybe("until", Schema.time())
                                        .maybe(
                                                "limit",
                                                Schema.integer(1, Deliveries.MOST_REPLAYED)
                                                        .otherwise(Deliveries.MOST_REPLAYED))
                                        .maybe(
                                                "cursor",
                                                Schema.notBlank()
                                                        .described(
                                                                "`next_cursor` of the answer"
                                                                        + " before."))
                                        .schema()))
                .gives(
                        Answer.ok(
                                "What a retry of each would have answered.",
                                Shape.written()
                                        .always("items", Schema.list(result.schema()))
                                        .maybe("next_cursor", Values.cursorText())
                                        .schema()));
    }
}
