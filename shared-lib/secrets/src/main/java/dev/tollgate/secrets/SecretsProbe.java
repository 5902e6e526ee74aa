package dev.tollgate.secrets;

import dev.tollgate.rehearsal.CannedHttp;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Whether AWS Secrets Manager answers, for health. Needs DescribeSecret on one secret. */
public final class SecretsProbe {
    private static final Duration PING = Duration.ofSeconds(2);

    private final SecretsManagerClient client;
    private final String name;

    private SecretsProbe(SecretsManagerClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** Opens no connection. {@code name} is that of the secret to ask for. */
    public static SecretsProbe connect(String name, Line line) {
        var client =
                SecretsManagerClient.builder()
                        .overrideConfiguration(
                                limits -> limits.apiCallAttemptTimeout(PING).apiCallTimeout(PING));
        switch (line) {
            case NETWORK -> client.httpClientBuilder(UrlConnectionHttpClient.builder());
            case REHEARSAL -> {
                client.httpClient(new CannedHttp((_, _) -> "{}"));
                CannedHttp.settle(client);
            }
        }
        return new SecretsProbe(client.build(), name);
    }

    /** Reads nothing secret. */
    public Object ping() {
        return client.describeSecret(request -> request.secretId(name));
    }
}
