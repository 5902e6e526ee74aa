package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.dynamodb.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** What is kept, and how. */
@NeedsNode
final class DataTest {
    private static final Synthesised SYNTHESISED = Synthesised.USUAL;

    /** The deployed tables are those that the tests and the local gate run on. */
    @TestFactory
    Stream<DynamicTest> hasTheTablesThatTheFunctionsKnow() {
        return Arrays.stream(Table.values())
                .map(table -> DynamicTest.dynamicTest(table.name(), () -> isTheSame(table)));
    }

    private static void isTheSame(Table table) {
        var known = table.create("tollgate_");
        var properties =
                SYNTHESISED
                        .named("AWS::DynamoDB::GlobalTable", "TableName", known.tableName())
                        .properties();

        assertThat(keys(properties.path("KeySchema"))).isEqualTo(keys(known.keySchema()));
        assertThat(Synthesised.values(properties.path("GlobalSecondaryIndexes")))
                .map(index ->
                        index.path("IndexName").asText()
                                + keys(index.path("KeySchema"))
                                + index.at("/Projection/ProjectionType").asText())
                .containsExactlyInAnyOrderElementsOf(
                        known.globalSecondaryIndexes().stream()
                                .map(index ->
                                        index.indexName()
                                                + keys(index.keySchema())
                                                + index.projection().projectionTypeAsString())
                                .toList());
        assertThat(properties.at("/TimeToLiveSpecification/AttributeName").asText())
                .isEqualTo(Table.EXPIRES_AT);
        assertThat(properties.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
        assertThat(properties.at("/SSESpecification/SSEType").asText()).isEqualTo("KMS");
        assertThat(SYNTHESISED.text(properties.at("/Replicas/0/SSESpecification/KMSMasterKeyId")))
                .contains(":key/");
        assertThat(
                        properties
                                .at(
                                        "/Replicas/0/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                                .asBoolean())
                .isTrue();
        assertThat(properties.at("/Replicas/0/DeletionProtectionEnabled").asBoolean()).isTrue();
    }

    @Test
    void outlivesItsStack() {
        var kept =
                Stream.of(
                                "AWS::DynamoDB::GlobalTable",
                                "AWS::KMS::Key",
                                "AWS::S3::Bucket",
                                "AWS::SecretsManager::Secret")
                        .flatMap(type -> SYNTHESISED.resources(type).stream());

        assertThat(kept)
                .isNotEmpty()
                .allSatisfy(it -> {
                    assertThat(it.json().path("DeletionPolicy").asText()).isEqualTo("Retain");
                    assertThat(it.json().path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
                });
    }

    @Test
    void archivesWhatNobodyCanChange() {
        var archive =
                buckets()
                        .filter(bucket -> bucket.has("ObjectLockEnabled"))
                        .findFirst()
                        .orElseThrow();

        assertThat(archive.path("ObjectLockEnabled").asBoolean()).isTrue();
        assertThat(archive.at("/ObjectLockConfiguration/Rule/DefaultRetention/Days").asInt())
                .isGreaterThanOrEqualTo(396);
        assertThat(
                        archive.at("/LifecycleConfiguration/Rules/0/Transitions/0/StorageClass")
                                .asText())
                .isEqualTo("GLACIER_IR");
    }

    @Test
    void keepsExportsForAWeek() {
        var exports =
                buckets()
                        .filter(bucket -> !bucket.has("ObjectLockEnabled"))
                        .findFirst()
                        .orElseThrow();

        assertThat(exports.at("/LifecycleConfiguration/Rules/0/ExpirationInDays").asInt())
                .isEqualTo(7);
    }

    @Test
    void showsNoFileToThePublic() {
        assertThat(buckets())
                .hasSize(2)
                .allSatisfy(bucket -> {
                    assertThat(bucket.path("PublicAccessBlockConfiguration").elements())
                            .toIterable()
                            .hasSize(4)
                            .allMatch(JsonNode::asBoolean);
                    assertThat(
                                    bucket.at(
                                                    "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm")
                                            .asText())
                            .isEqualTo("aws:kms");
                });
    }

    private static Stream<JsonNode> buckets() {
        return SYNTHESISED.resources("AWS::S3::Bucket").stream()
                .map(Synthesised.Resource::properties);
    }

    @Test
    void encryptsWhatIsQueuedAndTold() {
        var queues =
                List.of("tollgate-delivery", "tollgate-delivery-dead").stream()
                        .map(name -> SYNTHESISED.named("AWS::SQS::Queue", "QueueName", name))
                        .map(queue -> queue.properties().path("KmsMasterKeyId"));
        var topic = SYNTHESISED.resources("AWS::SNS::Topic").getFirst().properties();

        assertThat(queues).map(SYNTHESISED::text).allMatch(key -> key.contains(":key/"));
        assertThat(SYNTHESISED.text(topic.path("KmsMasterKeyId"))).contains(":key/");
    }

    private static List<String> keys(JsonNode schema) {
        return Synthesised.values(schema)
                .map(key -> key.path("KeyType").asText() + " " + key.path("AttributeName").asText())
                .toList();
    }

    private static List<String> keys(List<KeySchemaElement> schema) {
        return schema.stream()
                .map(key -> key.keyTypeAsString() + " " + key.attributeName())
                .toList();
    }
}
