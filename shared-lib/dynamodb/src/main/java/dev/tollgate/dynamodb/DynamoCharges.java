package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Charge;
import dev.tollgate.domain.admission.Charges;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.Lineage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The lineage read as a ledger: rows in the order of their ids, which is that of time. */
public final class DynamoCharges implements Charges {
    private final Dynamo dynamo;
    private final Lineage lineage;

    public DynamoCharges(Dynamo dynamo) {
        this.dynamo = dynamo;
        this.lineage = new DynamoLineage(dynamo);
    }

    @Override
    public void each(
            OrganisationId organisation, Instant from, Instant to, Consumer<Charge> charge) {
        dynamo.client()
                .queryPaginator(query ->
                        query.tableName(dynamo.name(Table.INVOCATION_LINEAGE))
                                .consistentRead(true)
                                .keyConditionExpression(
                                        "pk = :organisation AND sk BETWEEN :from AND :to")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":organisation",
                                                text(organisation.value()),
                                                ":from",
                                                text(InvocationId.earliest(from).value()),
                                                ":to",
                                                text(InvocationId.earliest(to).value()))))
                .items()
                .forEach(row -> charge.accept(charge(InvocationRow.read(row))));
    }

    @Override
    public Optional<Charge> find(OrganisationId organisation, InvocationId invocation) {
        return lineage.find(organisation, invocation).map(DynamoCharges::charge);
    }

    private static Charge charge(Invocation row) {
        boolean open = row.status().isOpen();
        return new Charge(row.draws(), open ? row.held() : row.cost(), open);
    }
}
