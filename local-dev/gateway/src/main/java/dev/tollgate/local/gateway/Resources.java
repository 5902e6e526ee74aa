package dev.tollgate.local.gateway;

import dev.tollgate.archive.SealingKeys;
import dev.tollgate.hold.SealingKey;
import dev.tollgate.queue.DeliveryQueues;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What a deployment brings beside its functions; all of it is made if it is missing. */
record Resources(String deliveryQueue, String deadLetters) {
    static final String TABLE_PREFIX = "tollgate_";
    static final String SECRET_PREFIX = "tollgate/";
    static final String ARCHIVE = "tollgate-archive";
    static final String EXPORTS = "tollgate-exports";

    private static final String DELIVERY_QUEUE = "tollgate-delivery";
    private static final String DEAD_LETTERS = "tollgate-delivery-dead";
    private static final String SIGNING_KEY = SECRET_PREFIX + "token-signing-key";
    private static final String SEALING_KEY = SECRET_PREFIX + SealingKey.NAME;
    private static final String AUDIT_KEY = SECRET_PREFIX + SealingKeys.NAME;
    private static final int KEY_BYTES = 32;

    static void createTables(Aws aws) {
        var dynamo = aws.dynamo(TABLE_PREFIX);
        try (var _ = dynamo.client()) {
            dynamo.createTables();
        }
    }

    /** All but the tables, which take longest and which no function needs to be built. */
    static Resources create(Aws aws) {
        try (var secrets = aws.secrets()) {
            createKey(secrets, SIGNING_KEY);
            createKey(secrets, SEALING_KEY);
            createKey(secrets, AUDIT_KEY);
        }
        try (var s3 = aws.s3()) {
            createBucket(s3, ARCHIVE);
            createBucket(s3, EXPORTS);
        }
        try (var sqs = aws.sqs()) {
            return queues(sqs);
        }
    }

    private static Resources queues(SqsClient sqs) {
        var dead = sqs.createQueue(queue -> queue.queueName(DEAD_LETTERS)).queueUrl();
        var arn =
                sqs.getQueueAttributes(ask ->
                                ask.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN);
        var redrive =
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
                        .formatted(arn, DeliveryQueues.MOST_RECEIVES);
        var delivery =
                sqs.createQueue(queue ->
                                queue.queueName(DELIVERY_QUEUE)
                                        .attributes(
                                                Map.of(
                                                        QueueAttributeName.VISIBILITY_TIMEOUT,
                                                        Long.toString(
                                                                DeliveryQueues.VISIBILITY
                                                                        .toSeconds()),
                                                        QueueAttributeName.REDRIVE_POLICY,
                                                        redrive)))
                        .queueUrl();
        return new Resources(delivery, dead);
    }

    private static void createBucket(S3Client s3, String name) {
        try {
            s3.createBucket(bucket -> bucket.bucket(name));
        } catch (BucketAlreadyExistsException | BucketAlreadyOwnedByYouException kept) {
            // From the run before, with what it holds.
        }
    }

    private static void createKey(SecretsManagerClient secrets, String name) {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            secrets.createSecret(
                    secret -> secret.name(name).secretString(HexFormat.of().formatHex(key)));
        } catch (ResourceExistsException kept) {
            // From the run before: what was signed and sealed then still holds.
        }
    }
}
