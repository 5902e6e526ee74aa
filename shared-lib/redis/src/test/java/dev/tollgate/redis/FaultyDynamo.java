package dev.tollgate.redis;

import java.io.IOException;
import java.util.Random;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Of a hundred requests, some never arrive, and the answers to some are lost. */
final class FaultyDynamo implements SdkHttpClient {
    private final SdkHttpClient network = UrlConnectionHttpClient.create();
    private final int faults;
    private final Random random;

    FaultyDynamo(int faults, long seed) {
        this.faults = faults;
        this.random = new Random(seed);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        var prepared = network.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                int fate = random.nextInt(100);
                if (fate < faults / 2) {
                    throw new IOException("never arrived");
                }
                var answer = prepared.call();
                if (fate < faults) {
                    if (answer.responseBody().isPresent()) {
                        answer.responseBody().get().close();
                    }
                    throw new IOException("the answer was lost");
                }
                return answer;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        network.close();
    }
}
