package dev.tollgate.dynamodb;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.admission.OrganisationLimits;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** {@link Limits} as one row for each organisation; reads are consistent. */
public final class DynamoLimits implements Limits {
    private final DynamoDbTable<EnhancedDocument> table;

    public DynamoLimits(Dynamo dynamo) {
        table = dynamo.documents(Table.LIMITS);
    }

    @Override
    public OrganisationLimits find(OrganisationId organisation) {
        var key =
                Key.builder()
                        .partitionValue(organisation.value())
                        .sortValue(LimitsRow.SORT)
                        .build();
        return Optional.ofNullable(table.getItem(request -> request.key(key).consistentRead(true)))
                .map(document -> LimitsRow.read(document.toMap()))
                .orElse(OrganisationLimits.NONE);
    }

    @Override
    public boolean replace(OrganisationId organisation, OrganisationLimits limits) {
        var row = LimitsRow.of(limits);
        row.put(Table.PK, Values.text(organisation.value()));
        row.put(Table.SK, Values.text(LimitsRow.SORT));
        try {
            table.putItem(request ->
                    request.item(EnhancedDocument.fromAttributeValueMap(row))
                            .conditionExpression(stillBefore(limits)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Closes the race between two who read the same version, or none yet. */
    private static Expression stillBefore(OrganisationLimits limits) {
        return limits.version() == 1
                ? Expression.builder().expression("attribute_not_exists(pk)").build()
                : Expression.builder()
                        .expression("version = :before")
                        .putExpressionValue(":before", Values.number(limits.version() - 1L))
                        .build();
    }
}
