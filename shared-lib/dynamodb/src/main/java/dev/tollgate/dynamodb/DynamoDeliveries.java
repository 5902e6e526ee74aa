package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQuery;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * {@link Deliveries} in the table {@link Table#DELIVERIES}. Every change is one conditional update.
 */
public final class DynamoDeliveries implements Deliveries {
    private static final String BY_STATUS = "by_status";
    private static final String BY_SUBSCRIPTION = "by_subscription";
    private static final String NOT_OVER = "NOT delivery_status IN (:over1, :over2)";

    private final DynamoDbClient client;
    private final String name;

    public DynamoDeliveries(Dynamo dynamo) {
        client = dynamo.client();
        name = dynamo.name(Table.DELIVERIES);
    }

    /**
     * SQS may hand out an order twice, and to two functions at once. The condition lets one of them
     * through: the row is not there yet (first attempt), or waits for this attempt (copies of an
     * order), or is held by a lease that is over (the function that had it died). A later attempt
     * than the row's is let through too, an earlier one never: that is a copy that came late.
     */
    @Override
    public Claimed claim(DeliveryOrder order, Lease lease, Instant now) {
        var change = new Change(order, DeliveryStatus.DELIVERING, now);
        change.set(DeliveryRow.TURN, DeliveryRow.of(order.turn()));
        change.set(DeliveryRow.ATTEMPT, number(order.attempt()));
        change.set("lease_token", text(lease.token()));
        change.set(DeliveryRow.LEASE_UNTIL, number(lease.until().toEpochMilli()));
        change.value(":one", number(1));
        change.value(":now", number(now.toEpochMilli()));
        change.over();
        var update =
                change.when(
                                "attribute_not_exists(pk) OR ("
                                        + NOT_OVER
                                        + " AND attempt <= :attempt AND"
                                        + " (attribute_not_exists(lease_until) OR lease_until <="
                                        + " :now))",
                                " ADD claims :one")
                        .returnValues(ReturnValue.ALL_NEW)
                        .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build();
        try {
            return new Claimed.Mine(DeliveryRow.read(client.updateItem(update).attributes()));
        } catch (ConditionalCheckFailedException e) {
            return notMine(e.item(), order);
        }
    }

    private static Claimed notMine(Map<String, AttributeValue> row, DeliveryOrder order) {
        var delivery = DeliveryRow.read(row);
        if (delivery.status().isOver()) {
            return new Claimed.Over(delivery);
        }
        if (delivery.turn().attempt() > order.attempt()) {
            return new Claimed.Past(delivery);
        }
        return new Claimed.Busy(
                Optional.ofNullable(row.get(DeliveryRow.LEASE_UNTIL))
                        .map(until -> Instant.ofEpochMilli(Long.parseLong(until.n())))
                        .orElse(delivery.updatedAt()));
    }

    /**
     * The condition on the lease closes the race with whoever took the attempt over: the one who
     * came too late must not put the row back behind the other's attempt.
     */
    @Override
    public boolean await(
            DeliveryOrder order, Lease lease, DeliveryAttempt attempt, String error, Turn next) {
        var change =
                new Change(order, DeliveryStatus.PENDING, attempt.at().plus(attempt.latency()));
        change.set(DeliveryRow.TURN, DeliveryRow.of(next));
        change.set(DeliveryRow.ATTEMPT, number(next.attempt()));
        change.set(DeliveryRow.ERROR, text(error));
        change.append(List.of(attempt));
        change.value(":token", text(lease.token()));
        return apply(change.when("lease_token = :token", " REMOVE lease_token, lease_until"));
    }

    /** The condition closes the race of two who both find the delivery over. */
    @Override
    public boolean finish(DeliveryOrder order, End end, Optional<DeliveryAttempt> last) {
        var change = new Change(order, end.status(), end.at());
        change.setOnce(DeliveryRow.TURN, DeliveryRow.of(order.turn()));
        change.setOnce(DeliveryRow.ATTEMPT, number(order.attempt()));
        change.append(last.stream().toList());
        end.error().ifPresent(error -> change.set(DeliveryRow.ERROR, text(error)));
        if (end.status() == DeliveryStatus.FAILED) {
            DeliveryRow.kept(order).ifPresent(kept -> change.set(DeliveryRow.KEPT, kept));
        }
        change.over();
        return apply(
                change.when(
                        "attribute_not_exists(pk) OR " + NOT_OVER,
                        " REMOVE lease_token, lease_until"
                                + (end.error().isPresent() ? "" : ", last_error, kept")));
    }

    @Override
    public Optional<Delivery> find(OrganisationId organisation, DeliveryId id) {
        return row(organisation, id).map(DeliveryRow::read);
    }

    @Override
    public Optional<DeliveryOrder> kept(OrganisationId organisation, DeliveryId id) {
        return row(organisation, id).flatMap(DeliveryRow::readKept);
    }

    /** The condition lets one of several who make it again at once through. */
    @Override
    public boolean reopen(DeliveryOrder again, Instant now) {
        var change = new Change(again, DeliveryStatus.PENDING, now);
        change.set(DeliveryRow.TURN, DeliveryRow.of(again.turn()));
        change.set(DeliveryRow.ATTEMPT, number(again.attempt()));
        change.value(":failed", text(DeliveryStatus.FAILED.text()));
        return apply(change.when("delivery_status = :failed AND attribute_exists(kept)", ""));
    }

    @Override
    public Page<Delivery> list(OrganisationId organisation, DeliveryQuery query, PageRequest page) {
        // One more than asked for tells whether there is a next page.
        var found =
                client.queryPaginator(query(organisation, query, page)).items().stream()
                        .map(DeliveryRow::read)
                        .filter(query::matches)
                        .limit(page.limit() + 1L)
                        .toList();
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty());
        }
        var items = found.subList(0, page.limit());
        return new Page<>(items, Optional.of(items.getLast().id().value()));
    }

    /** By the index that narrows most. An index has its rows a moment later than the table. */
    private QueryRequest query(OrganisationId organisation, DeliveryQuery query, PageRequest page) {
        var request = QueryRequest.builder().tableName(name).limit(page.limit() + 1);
        var values = new TreeMap<String, AttributeValue>();
        if (query.subscription().isPresent()) {
            request.indexName(BY_SUBSCRIPTION)
                    .keyConditionExpression("subscription_key = :key AND sk BETWEEN :from AND :to");
            values.put(
                    ":key", DeliveryRow.subscriptionKey(organisation, query.subscription().get()));
        } else if (query.status().isPresent()) {
            request.indexName(BY_STATUS)
                    .keyConditionExpression("status_key = :key AND sk BETWEEN :from AND :to");
            values.put(":key", DeliveryRow.statusKey(organisation, query.status().get()));
        } else {
            request.keyConditionExpression("pk = :key AND sk BETWEEN :from AND :to");
            values.put(":key", text(organisation.value()));
        }
        var from = query.since().map(since -> DeliveryId.earliest(since).value()).orElse("dlv_");
        // A space sorts before every character of an id: the next after that place.
        var after = page.after().map(place -> place + " ").orElse(from);
        values.put(":from", text(after.compareTo(from) > 0 ? after : from));
        values.put(
                ":to",
                text(
                        query.until()
                                .map(until -> DeliveryId.earliest(until).value())
                                .orElse("dlv_~")));
        return request.expressionAttributeValues(values).build();
    }

    private Optional<Map<String, AttributeValue>> row(OrganisationId organisation, DeliveryId id) {
        return Optional.of(
                        client.getItem(get ->
                                get.tableName(name)
                                        .key(key(organisation, id))
                                        .consistentRead(true)))
                .filter(answer -> answer.hasItem())
                .map(answer -> answer.item());
    }

    private boolean apply(UpdateItemRequest.Builder update) {
        try {
            client.updateItem(update.build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, DeliveryId id) {
        return Map.of(Table.PK, text(organisation.value()), Table.SK, text(id.value()));
    }

    /** One update of a row: its subject, status and time, and whatever else is set. */
    private final class Change {
        private final DeliveryOrder order;
        private final Map<String, AttributeValue> values = new TreeMap<>();
        private final Map<String, String> sets = new TreeMap<>();
        private final Map<String, String> names = new TreeMap<>();

        Change(DeliveryOrder order, DeliveryStatus status, Instant at) {
            this.order = order;
            var subject = order.purpose().subject();
            DeliveryRow.of(subject).forEach(this::set);
            set(DeliveryRow.STATUS, text(status.text()));
            set(DeliveryRow.STATUS_KEY, DeliveryRow.statusKey(order.organisation(), status));
            subject.subscription()
                    .ifPresent(to ->
                            set(
                                    DeliveryRow.SUBSCRIPTION_KEY,
                                    DeliveryRow.subscriptionKey(order.organisation(), to)));
            set(DeliveryRow.UPDATED_AT, text(at.toString()));
        }

        void set(String attribute, AttributeValue value) {
            values.put(":" + attribute, value);
            names.put("#" + attribute, attribute);
            sets.put(attribute, "#" + attribute + " = :" + attribute);
        }

        void setOnce(String attribute, AttributeValue value) {
            set(attribute, value);
            sets.put(attribute, "#%1$s = if_not_exists(#%1$s, :%1$s)".formatted(attribute));
        }

        void append(List<DeliveryAttempt> attempts) {
            set(
                    DeliveryRow.ATTEMPTS,
                    AttributeValue.fromL(attempts.stream().map(DeliveryRow::of).toList()));
            value(":none", AttributeValue.fromL(List.of()));
            sets.put(
                    DeliveryRow.ATTEMPTS,
                    "#attempts = list_append(if_not_exists(#attempts, :none), :attempts)");
        }

        void value(String placeholder, AttributeValue value) {
            values.put(placeholder, value);
        }

        void over() {
            value(":over1", text(DeliveryStatus.DELIVERED.text()));
            value(":over2", text(DeliveryStatus.FAILED.text()));
        }

        UpdateItemRequest.Builder when(String condition, String more) {
            return UpdateItemRequest.builder()
                    .tableName(name)
                    .key(key(order.organisation(), order.id()))
                    .updateExpression("SET " + String.join(", ", sets.values()) + more)
                    .conditionExpression(condition)
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values);
        }
    }
}
