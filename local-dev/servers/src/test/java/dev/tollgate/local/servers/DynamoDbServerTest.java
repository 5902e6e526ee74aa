package dev.tollgate.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoDbServerTest {
    private static final Map<String, AttributeValue> ITEM =
            Map.of("id", AttributeValue.fromS("agt_1"), "cost", AttributeValue.fromN("1500"));

    @Test
    void keepsItemsForTheRealClient() {
        try (DynamoDbClient client = LocalClients.dynamoDb(DynamoDbServer.shared().endpoint())) {
            createTable(client, "items");

            client.putItem(put -> put.tableName("items").item(ITEM));

            assertThat(item(client, "items")).isEqualTo(ITEM);
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(Listening.onLoopbackOnly(DynamoDbServer.shared().endpoint().getPort())).isTrue();
    }

    @Test
    void isSharedByTheTestsOfOneJvm() {
        assertThat(DynamoDbServer.shared()).isSameAs(DynamoDbServer.shared());
    }

    @Test
    void findsItsTablesAgainInTheDirectoryItKeeps(@TempDir Path directory) {
        try (var server = DynamoDbServer.keeping(directory);
                DynamoDbClient client = LocalClients.dynamoDb(server.endpoint())) {
            createTable(client, "kept");
            client.putItem(put -> put.tableName("kept").item(ITEM));
        }

        try (var server = DynamoDbServer.keeping(directory);
                DynamoDbClient client = LocalClients.dynamoDb(server.endpoint())) {
            assertThat(item(client, "kept")).isEqualTo(ITEM);
        }
    }

    @Test
    void isGoneOnceClosed() {
        var server = DynamoDbServer.inMemory();
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();

        server.close();

        assertThat(process.isAlive()).isFalse();
    }

    private static void createTable(DynamoDbClient client, String name) {
        client.createTable(table ->
                table.tableName(name)
                        .attributeDefinitions(
                                AttributeDefinition.builder()
                                        .attributeName("id")
                                        .attributeType(ScalarAttributeType.S)
                                        .build())
                        .keySchema(
                                KeySchemaElement.builder()
                                        .attributeName("id")
                                        .keyType(KeyType.HASH)
                                        .build())
                        .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    private static Map<String, AttributeValue> item(DynamoDbClient client, String table) {
        return client.getItem(get ->
                        get.tableName(table)
                                .key(Map.of("id", AttributeValue.fromS("agt_1")))
                                .consistentRead(true))
                .item();
    }
}
