package dev.tollgate.dynamodb;

import dev.tollgate.rehearsal.CannedHttp;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;

/**
 * The tables of one deployment.
 *
 * @param prefix what all table names start with
 */
public record Dynamo(DynamoDbClient client, String prefix) {
    private static final Duration PING = Duration.ofSeconds(2);
    private static final Duration ATTEMPT = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(6);

    /**
     * With the region, the credentials and the endpoint of the process (AWS_REGION,
     * AWS_ENDPOINT_URL_DYNAMODB, …), which the SDK reads itself. Opens no connection.
     */
    public static Dynamo connect(String prefix) {
        return connect(prefix, Line.NETWORK);
    }

    /** The same, on that line. */
    public static Dynamo connect(String prefix, Line line) {
        var client =
                DynamoDbClient.builder()
                        .overrideConfiguration(limits ->
                                limits.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
        switch (line) {
            case NETWORK -> client.httpClientBuilder(UrlConnectionHttpClient.builder());
            case REHEARSAL -> {
                client.httpClient(new CannedHttp(new RehearsedTables()));
                CannedHttp.settle(client);
            }
        }
        return new Dynamo(client.build(), prefix);
    }

    public String name(Table table) {
        return table.name(prefix);
    }

    /** One small read, for health: whether DynamoDB answers and knows our tables. */
    public Object ping() {
        var nobody = AttributeValue.fromS("ping");
        return client.getItem(request ->
                request.tableName(name(Table.API_KEYS))
                        .key(Map.of(Table.PK, nobody, Table.SK, nobody))
                        .overrideConfiguration(
                                limits -> limits.apiCallTimeout(PING).apiCallAttemptTimeout(PING)));
    }

    /** Creates what is missing; for tests and the local gate, deployments have their own way. */
    public void createTables() {
        var present = client.listTables().tableNames();
        for (var table : Table.values()) {
            if (!present.contains(name(table))) {
                create(table);
            }
        }
    }

    private void create(Table table) {
        try {
            client.createTable(table.create(prefix));
        } catch (ResourceInUseException made) {
            // By the attempt before, whose answer was lost, or by somebody else just now.
        }
    }

    DynamoDbTable<EnhancedDocument> documents(Table table) {
        var schema =
                TableSchema.documentSchemaBuilder()
                        .addIndexPartitionKey(
                                TableMetadata.primaryIndexName(), Table.PK, AttributeValueType.S)
                        .addIndexSortKey(
                                TableMetadata.primaryIndexName(), Table.SK, AttributeValueType.S)
                        .attributeConverterProviders(AttributeConverterProvider.defaultProvider());
        for (var index : table.indexes()) {
            schema.addIndexPartitionKey(index.name(), index.partitionKey(), AttributeValueType.S);
            schema.addIndexSortKey(index.name(), index.sortKey(), AttributeValueType.S);
        }
        return DynamoDbEnhancedClient.builder()
                .dynamoDbClient(client)
                .build()
                .table(name(table), schema.build());
    }
}
