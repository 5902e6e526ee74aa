package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.WriterId;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.AuditTrail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** {@link AuditTrail} of the table {@link Table#AUDIT}. No method scans. */
public final class DynamoAuditTrail implements AuditTrail {
    /** So many reads of at most a megabyte for one page, however few rows pass the filter. */
    private static final int READS = 20;

    private static final Instant LATEST = Instant.ofEpochMilli((1L << 48) - 1);

    private final Dynamo dynamo;

    public DynamoAuditTrail(Dynamo dynamo) {
        this.dynamo = dynamo;
    }

    @Override
    public Page<AuditEntry> latest(
            OrganisationId organisation, AuditQuery query, int most, Optional<AuditId> before) {
        return page(organisation, query, most, before, false);
    }

    @Override
    public Page<AuditEntry> earliest(
            OrganisationId organisation, AuditQuery query, int most, Optional<AuditId> after) {
        return page(organisation, query, most, after, true);
    }

    private Page<AuditEntry> page(
            OrganisationId organisation,
            AuditQuery query,
            int most,
            Optional<AuditId> from,
            boolean earliestFirst) {
        var found = new ArrayList<AuditEntry>();
        var after = from;
        for (int read = 0; read < READS; read++) {
            var answer =
                    dynamo.client().query(request(organisation, query, most, after, earliestFirst));
            answer.items().forEach(row -> found.add(AuditRow.read(row)));
            after =
                    Optional.ofNullable(answer.lastEvaluatedKey().get(Table.SK))
                            .map(last -> new AuditId(last.s()));
            if (after.isEmpty() || found.size() >= most) {
                break;
            }
        }
        if (found.size() > most) {
            var entries = found.subList(0, most);
            return new Page<>(entries, Optional.of(entries.getLast().event().id().value()));
        }
        return new Page<>(found, after.map(AuditId::value));
    }

    private QueryRequest request(
            OrganisationId organisation,
            AuditQuery query,
            int most,
            Optional<AuditId> after,
            boolean earliestFirst) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":organisation", text(organisation.value()));
        values.put(":since", text(AuditId.earliest(query.since().orElse(Instant.EPOCH)).value()));
        values.put(":until", text(AuditId.earliest(query.until().orElse(LATEST)).value()));
        var names = new HashMap<String, String>();
        var filters = new ArrayList<String>();
        query.actor().ifPresent(it -> filter(filters, names, values, AuditRow.ACTOR, it));
        query.type().ifPresent(it -> filter(filters, names, values, AuditRow.TYPE, it));
        query.subject().ifPresent(it -> filter(filters, names, values, AuditRow.SUBJECT, it));
        var request =
                QueryRequest.builder()
                        .tableName(dynamo.name(Table.AUDIT))
                        .keyConditionExpression(
                                "pk = :organisation AND sk BETWEEN :since AND :until")
                        .expressionAttributeValues(values)
                        .consistentRead(true)
                        .scanIndexForward(earliestFirst);
        if (filters.isEmpty()) {
            request.limit(most);
        } else {
            request.filterExpression(String.join(" AND ", filters)).expressionAttributeNames(names);
        }
        after.ifPresent(id -> request.exclusiveStartKey(AuditRow.key(organisation, id)));
        return request.build();
    }

    private static void filter(
            List<String> filters,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            String name,
            String value) {
        filters.add("#" + name + " = :" + name);
        names.put("#" + name, name);
        values.put(":" + name, text(value));
    }

    @Override
    public List<AuditEntry> chain(
            OrganisationId organisation, WriterId writer, long from, long to) {
        return dynamo
                .client()
                .query(query ->
                        query.tableName(dynamo.name(Table.AUDIT))
                                .indexName("by_writer")
                                .keyConditionExpression(
                                        "writer = :writer AND seq_key BETWEEN :from AND :to")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":writer", text(writer.value()),
                                                ":from", text(AuditRow.seqKey(from)),
                                                ":to", text(AuditRow.seqKey(to))))
                                .limit(MOST))
                .items()
                .stream()
                .map(AuditRow::read)
                .filter(entry -> entry.event().organisation().equals(organisation))
                .toList();
    }
}
