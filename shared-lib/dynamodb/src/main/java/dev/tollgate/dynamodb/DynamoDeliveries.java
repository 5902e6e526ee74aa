package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.GetItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * {@link Deliveries} in the table {@link Table#DELIVERIES}. Every change is one conditional update.
 */
public final class DynamoDeliveries implements Deliveries {
    private static final String BY_STATUS = "by_status";

    private final DynamoDbClient client;
    private final String name;
    private final DynamoDbTable<EnhancedDocument> table;

    public DynamoDeliveries(Dynamo dynamo) {
        client = dynamo.client();
        name = dynamo.name(Table.DELIVERIES);
        table = dynamo.documents(Table.DELIVERIES);
    }

    /**
     * SQS may hand out an order twice, and to two functions at once. The condition lets one of them
     * through: the row is not there yet (first attempt), or waits for this attempt (copies of an
     * order), or is held by a lease that is over (the function that had it died). A later attempt
     * than the row's is let through too, an earlier one never: that is a copy that came late.
     */
    @Override
    public Claimed claim(DeliveryOrder order, Lease lease, Instant now) {
        var values = values(order, DeliveryStatus.DELIVERING);
        values.put(":over1", text(DeliveryStatus.DELIVERED.text()));
        values.put(":over2", text(DeliveryStatus.FAILED.text()));
        values.put(":attempt", number(order.attempt()));
        values.put(":counted", number(order.counted()));
        values.put(":one", number(1));
        values.put(":token", text(lease.token()));
        values.put(":until", number(lease.until().toEpochMilli()));
        values.put(":nowMillis", number(now.toEpochMilli()));
        values.put(":at", text(now.toString()));
        var update =
                update(order)
                        .updateExpression(
                                "SET delivery_status = :status, status_key = :statusKey, agent_id ="
                                        + " :agent, attempt = :attempt, counted = :counted,"
                                        + " lease_token = :token, lease_until = :until, updated_at"
                                        + " = :at REMOVE next_attempt_at ADD claims :one")
                        .conditionExpression(
                                "attribute_not_exists(pk) OR (NOT delivery_status IN (:over1,"
                                        + " :over2) AND attempt <= :attempt AND"
                                        + " (attribute_not_exists(lease_until) OR lease_until <="
                                        + " :nowMillis))")
                        .expressionAttributeValues(values)
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
        if (delivery.attempt() > order.attempt()) {
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
            DeliveryOrder order,
            Lease lease,
            DeliveryAttempt attempt,
            String error,
            int counted,
            Instant nextAttemptAt) {
        var values = values(order, DeliveryStatus.PENDING);
        values.put(":next", number(order.attempt() + 1L));
        values.put(":counted", number(counted));
        values.put(":token", text(lease.token()));
        values.put(":attempts", AttributeValue.fromL(List.of(DeliveryRow.of(attempt))));
        values.put(":none", AttributeValue.fromL(List.of()));
        values.put(":error", text(error));
        values.put(":nextAt", text(nextAttemptAt.toString()));
        values.put(":at", text(attempt.at().plus(attempt.latency()).toString()));
        return apply(
                update(order)
                        .updateExpression(
                                "SET delivery_status = :status, status_key = :statusKey, agent_id ="
                                        + " :agent, attempt = :next, counted = :counted, attempts ="
                                        + " list_append(if_not_exists(attempts, :none), :attempts),"
                                        + " last_error = :error, next_attempt_at = :nextAt,"
                                        + " updated_at = :at REMOVE lease_token, lease_until")
                        .conditionExpression("lease_token = :token")
                        .expressionAttributeValues(values)
                        .build());
    }

    /** The condition closes the race of two who both find the delivery over. */
    @Override
    public boolean finish(DeliveryOrder order, End end, Optional<DeliveryAttempt> last) {
        var values = values(order, end.status());
        values.put(":over1", text(DeliveryStatus.DELIVERED.text()));
        values.put(":over2", text(DeliveryStatus.FAILED.text()));
        values.put(":attempt", number(order.attempt()));
        values.put(":counted", number(order.counted()));
        values.put(":attempts", AttributeValue.fromL(last.map(DeliveryRow::of).stream().toList()));
        values.put(":none", AttributeValue.fromL(List.of()));
        values.put(":at", text(end.at().toString()));
        end.error().ifPresent(error -> values.put(":error", text(error)));
        return apply(
                update(order)
                        .updateExpression(
                                "SET delivery_status = :status, status_key = :statusKey, agent_id ="
                                        + " :agent, attempt = if_not_exists(attempt, :attempt),"
                                        + " counted = if_not_exists(counted, :counted), attempts ="
                                        + " list_append(if_not_exists(attempts, :none), :attempts),"
                                        + " updated_at = :at"
                                        + (end.error().isPresent() ? ", last_error = :error" : "")
                                        + " REMOVE lease_token, lease_until, next_attempt_at"
                                        + (end.error().isPresent() ? "" : ", last_error"))
                        .conditionExpression(
                                "attribute_not_exists(pk) OR NOT delivery_status IN (:over1,"
                                        + " :over2)")
                        .expressionAttributeValues(values)
                        .build());
    }

    @Override
    public Optional<Delivery> find(OrganisationId organisation, InvocationId invocation) {
        var request =
                GetItemEnhancedRequest.builder()
                        .key(key ->
                                key.partitionValue(organisation.value())
                                        .sortValue(invocation.value()))
                        .consistentRead(true)
                        .build();
        return Optional.ofNullable(table.getItem(request))
                .map(document -> DeliveryRow.read(document.toMap()));
    }

    @Override
    public Page<Delivery> list(
            OrganisationId organisation, DeliveryStatus status, PageRequest page) {
        var key = DeliveryRow.statusKey(organisation, status).s();
        // One more than asked for tells whether there is a next page.
        var found =
                table
                        .index(BY_STATUS)
                        .query(query ->
                                query.queryConditional(
                                                QueryConditional.sortGreaterThan(
                                                        Key.builder()
                                                                .partitionValue(key)
                                                                .sortValue(page.after().orElse(" "))
                                                                .build()))
                                        .limit(page.limit() + 1))
                        .stream()
                        .flatMap(part -> part.items().stream())
                        .limit(page.limit() + 1L)
                        .map(document -> DeliveryRow.read(document.toMap()))
                        .toList();
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty());
        }
        var items = found.subList(0, page.limit());
        return new Page<>(items, Optional.of(items.getLast().invocation().value()));
    }

    private boolean apply(UpdateItemRequest update) {
        try {
            client.updateItem(update);
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private UpdateItemRequest.Builder update(DeliveryOrder order) {
        return UpdateItemRequest.builder()
                .tableName(name)
                .key(
                        Map.of(
                                Table.PK,
                                text(order.organisation().value()),
                                Table.SK,
                                text(order.invocation().value())));
    }

    private static Map<String, AttributeValue> values(DeliveryOrder order, DeliveryStatus status) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":status", text(status.text()));
        values.put(":statusKey", DeliveryRow.statusKey(order.organisation(), status));
        values.put(":agent", text(order.agent().value()));
        return values;
    }
}
