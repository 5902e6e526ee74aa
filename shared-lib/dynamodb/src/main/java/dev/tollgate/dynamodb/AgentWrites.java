package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentName;
import dev.tollgate.domain.agent.AgentStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The transactions on agents. The row of an agent and the row that holds its name are written
 * together, so of many who want a name at once exactly one gets it, and nobody holds a name without
 * an agent. A deleted agent moves to {@code deleted#agt_…}, out of the way of every list.
 */
final class AgentWrites {
    /** The place in each transaction of the write on the agent's own row. */
    static final int OWN_ROW = 0;

    private final String table;

    AgentWrites(String table) {
        this.table = table;
    }

    List<TransactWriteItem> adding(Agent agent) {
        return List.of(putNew(agent, agent.id().value()), takeName(agent));
    }

    List<TransactWriteItem> replacing(Agent before, Agent agent) {
        if (agent.status() == AgentStatus.DELETED) {
            return List.of(
                    removeVersion(before),
                    putNew(agent, "deleted#" + agent.id()),
                    freeName(before));
        }
        if (nameKey(before).equals(nameKey(agent))) {
            return List.of(putVersion(agent, before));
        }
        return List.of(putVersion(agent, before), takeName(agent), freeName(before));
    }

    private TransactWriteItem putNew(Agent agent, String sort) {
        var row = row(agent, sort);
        return TransactWriteItem.builder()
                .put(it ->
                        it.tableName(table)
                                .item(row)
                                .conditionExpression("attribute_not_exists(pk)"))
                .build();
    }

    /** The condition closes the race between two who read the same version. */
    private TransactWriteItem putVersion(Agent agent, Agent before) {
        var row = row(agent, agent.id().value());
        return TransactWriteItem.builder()
                .put(it ->
                        it.tableName(table)
                                .item(row)
                                .conditionExpression("version = :before")
                                .expressionAttributeValues(versionOf(before)))
                .build();
    }

    private TransactWriteItem removeVersion(Agent before) {
        var key = key(before.organisation(), before.id().value());
        return TransactWriteItem.builder()
                .delete(it ->
                        it.tableName(table)
                                .key(key)
                                .conditionExpression("version = :before")
                                .expressionAttributeValues(versionOf(before)))
                .build();
    }

    /** The condition closes the race between two who want one name. */
    private TransactWriteItem takeName(Agent agent) {
        var row = key(agent.organisation(), nameKey(agent));
        row.put("agent", text(agent.id().value()));
        return TransactWriteItem.builder()
                .put(it ->
                        it.tableName(table)
                                .item(row)
                                .conditionExpression("attribute_not_exists(pk)"))
                .build();
    }

    private TransactWriteItem freeName(Agent before) {
        var key = key(before.organisation(), nameKey(before));
        return TransactWriteItem.builder().delete(it -> it.tableName(table).key(key)).build();
    }

    private static Map<String, AttributeValue> row(Agent agent, String sort) {
        var row = key(agent.organisation(), sort);
        row.putAll(AgentRow.of(agent));
        return row;
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, String sort) {
        var key = new HashMap<String, AttributeValue>();
        key.put(Table.PK, text(organisation.value()));
        key.put(Table.SK, text(sort));
        return key;
    }

    private static Map<String, AttributeValue> versionOf(Agent agent) {
        return Map.of(":before", number(agent.version()));
    }

    /** A digest, since a name may be longer than the 1024 bytes that a sort key may have. */
    private static String nameKey(Agent agent) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(AgentName.key(agent.name()).getBytes(StandardCharsets.UTF_8));
            return "name#" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
