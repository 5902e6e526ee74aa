package dev.tollgate.dynamodb;

import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Gatherers;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;

/** {@link Audit} in the table {@link Table#AUDIT}: one partition for each organisation and day. */
public final class DynamoAudit implements Audit {
    /**
     * As many as one <a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem</a>
     * takes.
     */
    private static final int BATCH = 25;

    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    private final DynamoDbEnhancedClient client;
    private final DynamoDbTable<EnhancedDocument> table;

    public DynamoAudit(Dynamo dynamo) {
        client = DynamoDbEnhancedClient.builder().dynamoDbClient(dynamo.client()).build();
        table = dynamo.documents(Table.AUDIT);
    }

    @Override
    public void record(List<AuditEvent> events) {
        // A batch with the same key twice is refused by DynamoDB; the first stands.
        var byId = new LinkedHashMap<String, AuditEvent>();
        events.forEach(event -> byId.putIfAbsent(event.id().value(), event));
        byId.values().stream()
                .map(DynamoAudit::document)
                .gather(Gatherers.windowFixed(BATCH))
                .forEach(this::write);
    }

    private void write(List<EnhancedDocument> batch) {
        var left = batch;
        var pause = FIRST_PAUSE;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            left = put(left);
            if (left.isEmpty()) {
                return;
            }
            sleep(pause);
            pause = pause.multipliedBy(2);
        }
        throw new IllegalStateException(
                left.size() + " of " + batch.size() + " audit events were not written");
    }

    /** Answers what DynamoDB did not process, which it may do under load. */
    private List<EnhancedDocument> put(List<EnhancedDocument> documents) {
        var batch = WriteBatch.builder(EnhancedDocument.class).mappedTableResource(table);
        documents.forEach(batch::addPutItem);
        return client.batchWriteItem(request -> request.writeBatches(batch.build()))
                .unprocessedPutItemsForTable(table);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the audit was written", e);
        }
    }

    private static EnhancedDocument document(AuditEvent event) {
        return EnhancedDocument.builder()
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .putString(Table.PK, partition(event))
                .putString(Table.SK, event.id().value())
                .putString("organisation", event.organisation().value())
                .putString("at", event.at().toString())
                .putString("type", event.type())
                .putString("actor", event.actor())
                .putString("subject", event.subject())
                .putMap(
                        "details",
                        event.details(),
                        EnhancedType.of(String.class),
                        EnhancedType.of(String.class))
                .build();
    }

    private static String partition(AuditEvent event) {
        return event.organisation() + "#" + LocalDate.ofInstant(event.at(), ZoneOffset.UTC);
    }
}
