package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.Subject;
import dev.tollgate.domain.delivery.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A delivery as the attributes of its row. */
final class DeliveryRow {
    static final String STATUS = "delivery_status";
    static final String STATUS_KEY = "status_key";
    static final String SUBSCRIPTION_KEY = "subscription_key";
    static final String TURN = "turn";
    static final String ATTEMPT = "attempt";
    static final String CLAIMS = "claims";
    static final String ATTEMPTS = "attempts";
    static final String ERROR = "last_error";
    static final String UPDATED_AT = "updated_at";
    static final String LEASE_UNTIL = "lease_until";
    static final String KEPT = "kept";

    private DeliveryRow() {}

    static AttributeValue statusKey(OrganisationId organisation, DeliveryStatus status) {
        return text(organisation + "#" + status.text());
    }

    static AttributeValue subscriptionKey(
            OrganisationId organisation, SubscriptionId subscription) {
        return text(organisation + "#" + subscription);
    }

    static Delivery read(Map<String, AttributeValue> row) {
        return new Delivery(
                new OrganisationId(at(row, Table.PK).s()),
                new DeliveryId(at(row, Table.SK).s()),
                subject(row),
                DeliveryStatus.of(at(row, STATUS).s()).orElseThrow(),
                turn(at(row, TURN).m()),
                row.containsKey(CLAIMS) ? integer(row, CLAIMS) : 0,
                Optional.ofNullable(row.get(ATTEMPTS)).map(AttributeValue::l).stream()
                        .flatMap(List::stream)
                        .map(each -> attempt(each.m()))
                        .toList(),
                find(row, ERROR),
                Instant.parse(at(row, UPDATED_AT).s()));
    }

    /** What never changes of an order. */
    static Map<String, AttributeValue> of(Subject subject) {
        var map = new TreeMap<String, AttributeValue>();
        map.put("kind", text(subject.kind().text()));
        subject.agent().ifPresent(agent -> map.put("agent_id", text(agent.value())));
        subject.invocation().ifPresent(call -> map.put("invocation_id", text(call.value())));
        subject.subscription().ifPresent(to -> map.put("subscription_id", text(to.value())));
        subject.eventType().ifPresent(type -> map.put("event_type", text(type)));
        return map;
    }

    private static Subject subject(Map<String, AttributeValue> row) {
        return new Subject(
                Subject.Kind.of(at(row, "kind").s()).orElseThrow(),
                find(row, "agent_id").map(AgentId::new),
                find(row, "invocation_id").map(InvocationId::new),
                find(row, "subscription_id").map(SubscriptionId::new),
                find(row, "event_type"));
    }

    static AttributeValue of(Turn turn) {
        var map = new TreeMap<String, AttributeValue>();
        map.put(ATTEMPT, number(turn.attempt()));
        map.put("due", text(turn.due().toString()));
        map.put("counted", number(turn.counted()));
        map.put("deferred", number(turn.deferred()));
        map.put("since", text(turn.since().toString()));
        map.put("slotted", AttributeValue.fromBool(turn.slotted()));
        map.put("taken", number(turn.progress().taken()));
        map.put("carry", text(turn.progress().carry()));
        return AttributeValue.fromM(map);
    }

    private static Turn turn(Map<String, AttributeValue> map) {
        return new Turn(
                integer(map, ATTEMPT),
                Instant.parse(at(map, "due").s()),
                integer(map, "counted"),
                integer(map, "deferred"),
                Instant.parse(at(map, "since").s()),
                at(map, "slotted").bool(),
                new Progress(integer(map, "taken"), at(map, "carry").s()));
    }

    /** What a row keeps of a failed order beyond what it has; empty for one that is not kept. */
    static Optional<AttributeValue> kept(DeliveryOrder order) {
        var map = new TreeMap<String, AttributeValue>();
        map.put("body", text(order.body()));
        map.put("traceparent", text(order.traceparent()));
        return switch (order.purpose()) {
            case Purpose.Call call -> {
                map.put("idempotency_key", text(call.idempotencyKey()));
                yield Optional.of(AttributeValue.fromM(map));
            }
            case Purpose.Event _ -> Optional.of(AttributeValue.fromM(map));
            case Purpose.Reply _ -> Optional.empty();
        };
    }

    static Optional<DeliveryOrder> readKept(Map<String, AttributeValue> row) {
        var delivery = read(row);
        return Optional.ofNullable(row.get(KEPT))
                .map(AttributeValue::m)
                .map(kept ->
                        new DeliveryOrder(
                                delivery.organisation(),
                                delivery.id(),
                                purpose(delivery.subject(), kept),
                                at(kept, "body").s(),
                                at(kept, "traceparent").s(),
                                delivery.turn()));
    }

    private static Purpose purpose(Subject subject, Map<String, AttributeValue> kept) {
        return switch (subject.kind()) {
            case CALL ->
                    new Purpose.Call(
                            subject.agent().orElseThrow(),
                            subject.invocation().orElseThrow(),
                            at(kept, "idempotency_key").s(),
                            Optional.empty());
            case EVENT ->
                    new Purpose.Event(
                            subject.subscription().orElseThrow(),
                            subject.eventType().orElseThrow(),
                            subject.agent());
            case REPLY -> throw new IllegalStateException("replies are not kept");
        };
    }

    static AttributeValue of(DeliveryAttempt attempt) {
        var map = new TreeMap<String, AttributeValue>();
        map.put("number", number(attempt.number()));
        map.put("at", text(attempt.at().toString()));
        map.put("code", text(attempt.code()));
        attempt.upstreamStatus().ifPresent(it -> map.put("upstream_status", number(it)));
        map.put("latency_ms", number(attempt.latency().toMillis()));
        map.put("counts", AttributeValue.fromBool(attempt.counts()));
        map.put("may_have_run", AttributeValue.fromBool(attempt.mayHaveRun()));
        map.put("excerpt", text(attempt.excerpt()));
        return AttributeValue.fromM(map);
    }

    private static DeliveryAttempt attempt(Map<String, AttributeValue> map) {
        return new DeliveryAttempt(
                integer(map, "number"),
                Instant.parse(at(map, "at").s()),
                at(map, "code").s(),
                map.containsKey("upstream_status")
                        ? OptionalInt.of(integer(map, "upstream_status"))
                        : OptionalInt.empty(),
                Duration.ofMillis(integer(map, "latency_ms")),
                at(map, "counts").bool(),
                at(map, "may_have_run").bool(),
                at(map, "excerpt").s());
    }

    private static Optional<String> find(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name)).map(AttributeValue::s);
    }

    private static int integer(Map<String, AttributeValue> row, String name) {
        return Integer.parseInt(at(row, name).n());
    }

    private static AttributeValue at(Map<String, AttributeValue> row, String name) {
        var value = row.get(name);
        if (value == null) {
            throw new IllegalStateException("the row of a delivery has no " + name);
        }
        return value;
    }
}
