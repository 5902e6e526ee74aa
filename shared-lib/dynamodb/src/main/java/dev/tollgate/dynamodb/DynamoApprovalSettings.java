package dev.tollgate.dynamodb;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.approval.ApprovalSettings;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** {@link ApprovalSettings} as a row beside the limits of an organisation; reads are consistent. */
public final class DynamoApprovalSettings implements ApprovalSettings {
    private final DynamoDbTable<EnhancedDocument> table;

    public DynamoApprovalSettings(Dynamo dynamo) {
        table = dynamo.documents(Table.LIMITS);
    }

    @Override
    public ApprovalRules find(OrganisationId organisation) {
        var key =
                Key.builder()
                        .partitionValue(organisation.value())
                        .sortValue(ApprovalRulesRow.SORT)
                        .build();
        return Optional.ofNullable(table.getItem(request -> request.key(key).consistentRead(true)))
                .map(document -> ApprovalRulesRow.read(document.toMap()))
                .orElse(ApprovalRules.NONE);
    }

    @Override
    public boolean replace(OrganisationId organisation, ApprovalRules rules) {
        var row = ApprovalRulesRow.of(rules);
        row.put(Table.PK, Values.text(organisation.value()));
        row.put(Table.SK, Values.text(ApprovalRulesRow.SORT));
        try {
            table.putItem(request ->
                    request.item(EnhancedDocument.fromAttributeValueMap(row))
                            .conditionExpression(stillBefore(rules)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Closes the race between two who read the same version, or none yet. */
    private static Expression stillBefore(ApprovalRules rules) {
        return rules.version() == 1
                ? Expression.builder().expression("attribute_not_exists(pk)").build()
                : Expression.builder()
                        .expression("version = :before")
                        .putExpressionValue(":before", Values.number(rules.version() - 1L))
                        .build();
    }
}
