package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.KillSwitches;
import dev.tollgate.domain.control.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** {@link KillSwitches} in the table {@link Table#KILL_SWITCHES}. */
public final class DynamoKillSwitches implements KillSwitches {
    private static final String EVERYBODY = "#all";

    private final DynamoDbClient client;
    private final String table;

    public DynamoKillSwitches(Dynamo dynamo) {
        client = dynamo.client();
        table = dynamo.name(Table.KILL_SWITCHES);
    }

    @Override
    public void pull(KillSwitch lever) {
        var row = new TreeMap<>(key(lever.organisation(), lever.target()));
        row.put("organisation", text(lever.organisation().value()));
        row.put("reason", text(lever.reason()));
        row.put("pulled_by", text(lever.pulledBy()));
        row.put("pulled_at", text(lever.pulledAt().toString()));
        client.putItem(put -> put.tableName(table).item(row));
    }

    @Override
    public boolean putBack(OrganisationId organisation, Target target) {
        return !client.deleteItem(delete ->
                        delete.tableName(table)
                                .key(key(organisation, target))
                                .returnValues(ReturnValue.ALL_OLD))
                .attributes()
                .isEmpty();
    }

    @Override
    public List<KillSwitch> standing(OrganisationId organisation) {
        return Stream.concat(rows(EVERYBODY), rows(organisation.value()))
                .map(DynamoKillSwitches::read)
                .toList();
    }

    private Stream<Map<String, AttributeValue>> rows(String partition) {
        return client
                .queryPaginator(query ->
                        query.tableName(table)
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(Map.of(":pk", text(partition)))
                                .consistentRead(true))
                .items()
                .stream();
    }

    private static KillSwitch read(Map<String, AttributeValue> row) {
        return new KillSwitch(
                new OrganisationId(string(row, "organisation")),
                Target.parse(string(row, Table.SK)),
                string(row, "reason"),
                string(row, "pulled_by"),
                Instant.parse(string(row, "pulled_at")));
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, Target target) {
        var partition = target instanceof Target.All ? EVERYBODY : organisation.value();
        return Map.of(Table.PK, text(partition), Table.SK, text(target.text()));
    }

    private static String string(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .map(AttributeValue::s)
                .orElseThrow(() -> new IllegalStateException("a kill switch has no " + name));
    }
}
