package dev.tollgate.infrastructure;

import dev.tollgate.dynamodb.Table;
import dev.tollgate.queue.DeliveryQueues;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexPropsV2;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.TableEncryptionV2;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectLockRetention;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * What is kept: tables, secrets, the archive, what is queued. Nothing in here is deleted with the
 * stack; whoever wants that does it by hand, with docs/deploy.md at hand.
 */
final class DataStack extends Stack {
    private static final Duration FOURTEEN_DAYS = Duration.days(14);

    /** Thirteen months and a little, as the administrator guide keeps billing records. */
    private static final Duration ARCHIVED = Duration.days(400);

    private static final String NO_SERVER_LOGS =
            "Reads and writes of it are data events of CloudTrail, which an organisation turns on"
                    + " for all its buckets; a bucket of server logs beside it would say the same"
                    + " again.";

    private final Settings settings;
    private final Key key;
    private final Bucket archive;
    private final Bucket exports;
    private final Queue deadLetters;
    private final Queue delivery;
    private final Topic alarms;

    DataStack(Construct scope, Settings settings) {
        super(
                scope,
                settings.name() + "-data",
                StackProps.builder()
                        .description("Tollgate: tables, secrets, archive and queues")
                        .terminationProtection(true)
                        .build());
        this.settings = settings;
        key = encryptionKey();
        for (var table : Table.values()) {
            table(table);
        }
        archive = archiveBucket();
        exports = exportsBucket();
        signingKey();
        sealingKey();
        auditKey();
        administratorPassword();
        deadLetters = queue("DeadLetters", settings.name() + "-delivery-dead").build();
        delivery =
                queue("Delivery", settings.name() + "-delivery")
                        .visibilityTimeout(seconds(DeliveryQueues.VISIBILITY))
                        .deadLetterQueue(
                                DeadLetterQueue.builder()
                                        .queue(deadLetters)
                                        .maxReceiveCount(DeliveryQueues.MOST_RECEIVES)
                                        .build())
                        .build();
        alarms = alarmTopic();
    }

    /**
     * One key for all that is kept. Functions are let in by their own policies; CloudWatch, which
     * tells the topic of alarms, by name.
     */
    private Key encryptionKey() {
        var all =
                Key.Builder.create(this, "Key")
                        .alias("alias/" + settings.name())
                        .description("Tollgate: tables, secrets, archive, queues")
                        .enableKeyRotation(true)
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build();
        all.addToResourcePolicy(
                PolicyStatement.Builder.create()
                        .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                        .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
                        .resources(List.of("*"))
                        .conditions(ofThisAccount())
                        .build());
        return all;
    }

    /**
     * See <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html">the
     * confused deputy problem</a>.
     */
    private Map<String, Object> ofThisAccount() {
        return Map.of("StringEquals", Map.of("aws:SourceAccount", getAccount()));
    }

    private void table(Table table) {
        var built =
                TableV2.Builder.create(this, table.name())
                        .tableName(table.name(settings.tablePrefix()))
                        .partitionKey(text(Table.PK))
                        .sortKey(text(Table.SK))
                        .billing(Billing.onDemand())
                        .pointInTimeRecoverySpecification(
                                PointInTimeRecoverySpecification.builder()
                                        .pointInTimeRecoveryEnabled(true)
                                        .build())
                        .deletionProtection(true)
                        .timeToLiveAttribute(Table.EXPIRES_AT)
                        .encryption(TableEncryptionV2.awsManagedKey())
                        .removalPolicy(RemovalPolicy.RETAIN);
        if (!table.indexes().isEmpty()) {
            built.globalSecondaryIndexes(
                    table.indexes().stream()
                            .map(index ->
                                    GlobalSecondaryIndexPropsV2.builder()
                                            .indexName(index.name())
                                            .partitionKey(text(index.partitionKey()))
                                            .sortKey(text(index.sortKey()))
                                            .build())
                            .toList());
        }
        ownKey(built.build());
    }

    /** The construct takes a key of ours only where the region is known, which it is not here. */
    private void ownKey(TableV2 table) {
        var raw = (CfnGlobalTable) Objects.requireNonNull(table.getNode().getDefaultChild());
        raw.addPropertyOverride("Replicas.0.SSESpecification.KMSMasterKeyId", key.getKeyArn());
    }

    private static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }

    /** For the sealed audit and old lineage: written once, read seldom, kept thirteen months. */
    private Bucket archiveBucket() {
        var archive =
                Bucket.Builder.create(this, "Archive")
                        .encryption(BucketEncryption.KMS)
                        .encryptionKey(key)
                        .bucketKeyEnabled(true)
                        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                        .enforceSsl(true)
                        .minimumTlsVersion(1.2)
                        .versioned(true)
                        .objectLockEnabled(true)
                        .objectLockDefaultRetention(ObjectLockRetention.governance(ARCHIVED))
                        .lifecycleRules(
                                List.of(
                                        LifecycleRule.builder()
                                                .id("cheaper when old")
                                                .transitions(
                                                        List.of(
                                                                Transition.builder()
                                                                        .storageClass(
                                                                                StorageClass
                                                                                        .GLACIER_INSTANT_RETRIEVAL)
                                                                        .transitionAfter(
                                                                                Duration.days(90))
                                                                        .build()))
                                                .abortIncompleteMultipartUploadAfter(
                                                        Duration.days(7))
                                                .build()))
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build();
        Explained.finding(archive, "AwsSolutions-S1", NO_SERVER_LOGS);
        return archive;
    }

    /** For exports of the audit, until they are fetched. */
    private Bucket exportsBucket() {
        var exports =
                Bucket.Builder.create(this, "Exports")
                        .encryption(BucketEncryption.KMS)
                        .encryptionKey(key)
                        .bucketKeyEnabled(true)
                        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                        .enforceSsl(true)
                        .minimumTlsVersion(1.2)
                        .lifecycleRules(
                                List.of(
                                        LifecycleRule.builder()
                                                .id("fetched or not")
                                                .expiration(Duration.days(7))
                                                .abortIncompleteMultipartUploadAfter(
                                                        Duration.days(1))
                                                .build()))
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build();
        Explained.finding(exports, "AwsSolutions-S1", NO_SERVER_LOGS);
        return exports;
    }

    /** See {@code SecretsManagerSigningKey}: a text of chance, 32 characters or more. */
    private void signingKey() {
        secret(
                "SigningKey",
                Use.SIGNING_KEY,
                "What Tollgate signs access tokens with",
                SecretStringGenerator.builder().passwordLength(64).excludePunctuation(true).build(),
                "To change it signs everybody out, so it is changed by hand: docs/deploy.md.");
    }

    /** See {@code AesSealedOrders}: a text of chance, 32 characters or more. */
    private void sealingKey() {
        secret(
                "SealingKey",
                Use.SEALING_KEY,
                "What Tollgate seals calls with that wait for approval",
                SecretStringGenerator.builder().passwordLength(64).excludePunctuation(true).build(),
                "A new key is put before the old one, which opens what waits: docs/approvals.md.");
    }

    /** See {@code SealingKeys}: a text of chance, 32 characters or more. */
    private void auditKey() {
        secret(
                "AuditKey",
                Use.AUDIT_KEY,
                "What Tollgate seals its audit with",
                SecretStringGenerator.builder().passwordLength(64).excludePunctuation(true).build(),
                "Old seals are proved by old keys, so a new one is put before them: docs/audit.md.");
    }

    private void administratorPassword() {
        secret(
                "AdministratorPassword",
                Use.ADMINISTRATOR_PASSWORD,
                "The password of Tollgate's bootstrap administrator",
                SecretStringGenerator.builder().passwordLength(32).excludePunctuation(true).build(),
                "It is a person's password, who changes it by hand: docs/deploy.md.");
    }

    private void secret(
            String id,
            String name,
            String description,
            SecretStringGenerator text,
            String notRotated) {
        var secret =
                Secret.Builder.create(this, id)
                        .secretName(settings.secretPrefix() + name)
                        .description(description)
                        .encryptionKey(key)
                        .generateSecretString(text)
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build();
        Explained.finding(secret, "AwsSolutions-SMG4", notRotated);
    }

    private Queue.Builder queue(String id, String name) {
        return Queue.Builder.create(this, id)
                .queueName(name)
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key)
                .enforceSsl(true)
                .retentionPeriod(FOURTEEN_DAYS)
                .removalPolicy(RemovalPolicy.RETAIN);
    }

    private Topic alarmTopic() {
        var topic =
                Topic.Builder.create(this, "Alarms")
                        .topicName(settings.name() + "-alarms")
                        .displayName("Tollgate alarms")
                        .masterKey(key)
                        .enforceSsl(true)
                        .build();
        topic.addToResourcePolicy(
                PolicyStatement.Builder.create()
                        .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                        .actions(List.of("sns:Publish"))
                        .resources(List.of(topic.getTopicArn()))
                        .conditions(ofThisAccount())
                        .build());
        settings.alarmEmail()
                .ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
        return topic;
    }

    private static Duration seconds(java.time.Duration duration) {
        return Duration.seconds(duration.toSeconds());
    }

    Key key() {
        return key;
    }

    /** Orders, for the delivery function. */
    Queue delivery() {
        return delivery;
    }

    /** Orders that failed for good. */
    Queue deadLetters() {
        return deadLetters;
    }

    /** Sealed entries of the audit, which nobody can change or delete. */
    Bucket archive() {
        return archive;
    }

    /** Exports of the audit. */
    Bucket exports() {
        return exports;
    }

    Topic alarms() {
        return alarms;
    }
}
