package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A subscription as the attributes of its row. */
final class SubscriptionRow {
    static final String AGENT = "agent_id";
    static final String DISABLED = "disabled";
    static final String ROTATED_AT = "rotated_at";
    static final String FAILING_SINCE = "failing_since";

    private SubscriptionRow() {}

    static Map<String, AttributeValue> of(Subscription subscription) {
        var row = new TreeMap<String, AttributeValue>();
        row.put(Table.PK, text(subscription.organisation().value()));
        row.put(Table.SK, text(subscription.id().value()));
        row.put("endpoint", text(subscription.endpoint()));
        row.put("description", text(subscription.description()));
        row.put(
                "types",
                AttributeValue.fromL(
                        subscription.types().stream()
                                .map(EventType::text)
                                .sorted()
                                .map(AttributeValue::fromS)
                                .toList()));
        subscription.agent().ifPresent(agent -> row.put(AGENT, text(agent.value())));
        subscription.disabled().ifPresent(why -> row.put(DISABLED, text(why)));
        subscription
                .failingSince()
                .ifPresent(since -> row.put(FAILING_SINCE, text(since.toString())));
        row.put("credential_version", number(subscription.credentialVersion()));
        subscription.rotatedAt().ifPresent(at -> row.put(ROTATED_AT, text(at.toString())));
        row.put("version", number(subscription.version()));
        row.put("created_by", text(subscription.createdBy()));
        row.put("created_at", text(subscription.createdAt().toString()));
        row.put("updated_at", text(subscription.updatedAt().toString()));
        return row;
    }

    static Subscription read(Map<String, AttributeValue> row) {
        return new Subscription(
                new SubscriptionId(at(row, Table.SK).s()),
                new OrganisationId(at(row, Table.PK).s()),
                at(row, "endpoint").s(),
                at(row, "description").s(),
                at(row, "types").l().stream()
                        .flatMap(type -> EventType.of(type.s()).stream())
                        .collect(Collectors.toSet()),
                find(row, AGENT).map(AgentId::new),
                find(row, DISABLED),
                find(row, FAILING_SINCE).map(Instant::parse),
                Integer.parseInt(at(row, "credential_version").n()),
                find(row, ROTATED_AT).map(Instant::parse),
                Integer.parseInt(at(row, "version").n()),
                at(row, "created_by").s(),
                Instant.parse(at(row, "created_at").s()),
                Instant.parse(at(row, "updated_at").s()));
    }

    private static Optional<String> find(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name)).map(AttributeValue::s);
    }

    private static AttributeValue at(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .orElseThrow(() ->
                        new IllegalStateException("the row of a subscription has no " + name));
    }
}
