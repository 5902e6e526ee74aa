package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicyRef;
import dev.tollgate.domain.policy.json.PolicyJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The transactions on policies. Beside the policies of an organisation stand the row {@code
 * #count}, so that of many who add the last one exactly one can, and for each id that is removed a
 * row {@code #removed#…} with its last version, so that a new policy of that id goes on from there.
 */
final class PolicyWrites {
    /** The place of each write in {@link #adding}. */
    static final int OWN_ROW = 0;

    static final int COUNT = 1;

    static final String POLICY = "policy";
    static final String VERSION = "version";

    private final String table;

    PolicyWrites(String table) {
        this.table = table;
    }

    List<TransactWriteItem> adding(OrganisationId organisation, Policy policy) {
        return List.of(
                putNew(organisation, policy),
                count(organisation, 1),
                forget(organisation, policy.policyId(), policy.version() - 1));
    }

    List<TransactWriteItem> removing(OrganisationId organisation, PolicyRef seen) {
        return List.of(
                delete(organisation, seen), count(organisation, -1), remember(organisation, seen));
    }

    /** The condition closes the race between two who want one id. */
    private TransactWriteItem putNew(OrganisationId organisation, Policy policy) {
        var row = row(organisation, policy);
        return TransactWriteItem.builder()
                .put(it ->
                        it.tableName(table)
                                .item(row)
                                .conditionExpression("attribute_not_exists(pk)"))
                .build();
    }

    /** The condition closes the race between two who replace or remove it. */
    private TransactWriteItem delete(OrganisationId organisation, PolicyRef seen) {
        return TransactWriteItem.builder()
                .delete(it ->
                        it.tableName(table)
                                .key(key(organisation, seen.policyId()))
                                .conditionExpression("version = :seen")
                                .expressionAttributeValues(Map.of(":seen", number(seen.version()))))
                .build();
    }

    private TransactWriteItem count(OrganisationId organisation, int more) {
        return TransactWriteItem.builder()
                .update(it ->
                        it.tableName(table)
                                .key(key(organisation, "#count"))
                                .updateExpression("ADD policies :more")
                                .conditionExpression(
                                        "attribute_not_exists(policies) OR policies <= :room")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":more", number(more),
                                                ":room", number(Policies.MOST - (long) more))))
                .build();
    }

    private TransactWriteItem remember(OrganisationId organisation, PolicyRef seen) {
        var row = key(organisation, removed(seen.policyId()));
        row.put(VERSION, number(seen.version()));
        return TransactWriteItem.builder().put(it -> it.tableName(table).item(row)).build();
    }

    /**
     * The condition closes the race with somebody who adds and removes one of that id between our
     * reading of the last version and our write.
     */
    private TransactWriteItem forget(OrganisationId organisation, String policyId, int last) {
        return TransactWriteItem.builder()
                .delete(it -> {
                    it.tableName(table).key(key(organisation, removed(policyId)));
                    if (last == 0) {
                        it.conditionExpression("attribute_not_exists(pk)");
                    } else {
                        it.conditionExpression("version = :last")
                                .expressionAttributeValues(Map.of(":last", number(last)));
                    }
                })
                .build();
    }

    static String removed(String policyId) {
        return "#removed#" + policyId;
    }

    /** The policy as it was written in JSON, and its version once more for the conditions. */
    static Map<String, AttributeValue> row(OrganisationId organisation, Policy policy) {
        var row = key(organisation, policy.policyId());
        row.put(VERSION, number(policy.version()));
        row.put(POLICY, Values.of(PolicyJson.toTree(policy)));
        return row;
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, String sort) {
        var key = new HashMap<String, AttributeValue>();
        key.put(Table.PK, text(organisation.value()));
        key.put(Table.SK, text(sort));
        return key;
    }
}
