package dev.tollgate.local.gateway;

import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.local.servers.LocalAccount;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Where AWS is: the servers behind the functions, under the names that the SDK's <a
 * href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">service-specific
 * endpoints</a> have.
 */
public record Aws(Backing backing) {
    /**
     * For functions in this JVM, whose clients read properties first. Set before they are built.
     */
    public void point() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlDynamoDb", backing.dynamo().toString());
        System.setProperty("aws.endpointUrlSqs", backing.sqs().toString());
        System.setProperty("aws.endpointUrlS3", backing.s3().toString());
        System.setProperty("aws.endpointUrlSecretsManager", backing.secrets().toString());
    }

    /** For functions in JVMs of their own. */
    Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("AWS_ACCESS_KEY_ID", LocalAccount.ACCESS_KEY_ID);
        variables.put("AWS_SECRET_ACCESS_KEY", LocalAccount.SECRET_ACCESS_KEY);
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", backing.dynamo().toString());
        variables.put("AWS_ENDPOINT_URL_SQS", backing.sqs().toString());
        variables.put("AWS_ENDPOINT_URL_S3", backing.s3().toString());
        variables.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", backing.secrets().toString());
        return variables;
    }

    public Dynamo dynamo(String tablePrefix) {
        return Dynamo.connect(tablePrefix);
    }

    public SqsClient sqs() {
        return SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    }

    public S3Client s3() {
        return S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    }

    public SecretsManagerClient secrets() {
        return SecretsManagerClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
