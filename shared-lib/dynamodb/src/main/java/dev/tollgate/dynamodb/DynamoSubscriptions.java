package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.event.Subscriptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** {@link Subscriptions} in the table {@link Table#SUBSCRIPTIONS}. */
public final class DynamoSubscriptions implements Subscriptions {
    private final DynamoDbClient client;
    private final String name;

    public DynamoSubscriptions(Dynamo dynamo) {
        client = dynamo.client();
        name = dynamo.name(Table.SUBSCRIPTIONS);
    }

    /**
     * Two at once may both find the last place free: the bound is one of courtesy, not of books.
     */
    @Override
    public boolean add(Subscription subscription) {
        if (list(subscription.organisation()).size() >= Subscription.MOST) {
            return false;
        }
        client.putItem(put ->
                put.tableName(name)
                        .item(SubscriptionRow.of(subscription))
                        .conditionExpression("attribute_not_exists(pk)"));
        return true;
    }

    /**
     * The condition closes the race of two who change the same version. {@code failing_since} is
     * left as it is, unless nothing is delivered any more: deliveries write it, whoever changes the
     * rest.
     */
    @Override
    public boolean replace(Subscription subscription) {
        var row = new TreeMap<>(SubscriptionRow.of(subscription));
        row.keySet().removeAll(List.of(Table.PK, Table.SK, SubscriptionRow.FAILING_SINCE));
        var sets = new StringBuilder();
        var names = new TreeMap<String, String>();
        var values = new TreeMap<String, AttributeValue>();
        row.forEach((attribute, value) -> {
            sets.append(sets.isEmpty() ? "SET " : ", ")
                    .append("#%1$s = :%1$s".formatted(attribute));
            names.put("#" + attribute, attribute);
            values.put(":" + attribute, value);
        });
        var gone =
                Stream.of(
                                SubscriptionRow.AGENT,
                                SubscriptionRow.DISABLED,
                                SubscriptionRow.ROTATED_AT,
                                SubscriptionRow.FAILING_SINCE)
                        .filter(attribute ->
                                attribute.equals(SubscriptionRow.FAILING_SINCE)
                                        ? !subscription.isActive()
                                        : !row.containsKey(attribute))
                        .toList();
        values.put(":before", number(subscription.version() - 1L));
        return apply(
                update(subscription.organisation(), subscription.id())
                        .updateExpression(
                                sets + (gone.isEmpty() ? "" : " REMOVE " + String.join(", ", gone)))
                        .conditionExpression("#version = :before")
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values));
    }

    @Override
    public Optional<Subscription> find(OrganisationId organisation, SubscriptionId id) {
        var answer =
                client.getItem(
                        get -> get.tableName(name).key(key(organisation, id)).consistentRead(true));
        return answer.hasItem()
                ? Optional.of(SubscriptionRow.read(answer.item()))
                : Optional.empty();
    }

    @Override
    public List<Subscription> list(OrganisationId organisation) {
        return client
                .queryPaginator(query ->
                        query.tableName(name)
                                .keyConditionExpression("pk = :organisation")
                                .expressionAttributeValues(
                                        Map.of(":organisation", text(organisation.value())))
                                .consistentRead(true))
                .items()
                .stream()
                .map(SubscriptionRow::read)
                .toList();
    }

    @Override
    public boolean remove(OrganisationId organisation, SubscriptionId id) {
        return client.deleteItem(delete ->
                        delete.tableName(name)
                                .key(key(organisation, id))
                                .returnValues(ReturnValue.ALL_OLD))
                .hasAttributes();
    }

    /**
     * The first failure stands. The condition keeps a removed subscription from coming back, and a
     * disabled one from being found failing when it is active again.
     */
    @Override
    public Optional<Subscription> failed(
            OrganisationId organisation, SubscriptionId id, Instant at) {
        try {
            var update =
                    update(organisation, id)
                            .updateExpression(
                                    "SET failing_since = if_not_exists(failing_since, :at)")
                            .conditionExpression(
                                    "attribute_exists(pk) AND attribute_not_exists(disabled)")
                            .expressionAttributeValues(Map.of(":at", text(at.toString())))
                            .returnValues(ReturnValue.ALL_NEW)
                            .build();
            return Optional.of(SubscriptionRow.read(client.updateItem(update).attributes()));
        } catch (ConditionalCheckFailedException gone) {
            return Optional.empty();
        }
    }

    /** The condition saves the write where nothing failed, which is nearly always. */
    @Override
    public void succeeded(OrganisationId organisation, SubscriptionId id) {
        apply(
                update(organisation, id)
                        .updateExpression("REMOVE failing_since")
                        .conditionExpression("attribute_exists(failing_since)"));
    }

    /** The condition lets one of several deliveries that find it dead disable it. */
    @Override
    public boolean disable(OrganisationId organisation, SubscriptionId id, String why, Instant at) {
        return apply(
                update(organisation, id)
                        .updateExpression(
                                "SET disabled = :why, updated_at = :at ADD version :one"
                                        + " REMOVE failing_since")
                        .conditionExpression(
                                "attribute_exists(pk) AND attribute_not_exists(disabled)")
                        .expressionAttributeValues(
                                Map.of(
                                        ":why", text(why),
                                        ":at", text(at.toString()),
                                        ":one", number(1))));
    }

    private boolean apply(UpdateItemRequest.Builder update) {
        try {
            client.updateItem(update.build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private UpdateItemRequest.Builder update(OrganisationId organisation, SubscriptionId id) {
        return UpdateItemRequest.builder().tableName(name).key(key(organisation, id));
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, SubscriptionId id) {
        return Map.of(Table.PK, text(organisation.value()), Table.SK, text(id.value()));
    }
}
