package dev.tollgate.rehearsal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;

/**
 * The HTTP client of an AWS client that rehearses: everything above it is real (endpoint rules,
 * marshalling, signing, retries, unmarshalling), the answer is made up.
 */
public final class CannedHttp implements SdkHttpClient {
    private static final String NOWHERE = "https://rehearsal.invalid";

    private final Answers answers;

    public CannedHttp(Answers answers) {
        this.answers = answers;
    }

    /** An AWS service that speaks JSON. */
    @FunctionalInterface
    public interface Answers {
        /**
         * The body of the answer.
         *
         * @param operation such as {@code GetItem}
         * @param request JSON
         * @return JSON
         */
        String to(String operation, String request);
    }

    /** With a region, an endpoint and credentials of its own, so that none are looked for. */
    public static void settle(AwsClientBuilder<?, ?> client) {
        client.region(Region.US_EAST_1);
        client.endpointOverride(URI.create(NOWHERE));
        client.credentialsProvider(
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("rehearsal", "rehearsal")));
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return answer(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) {
        var target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        var body = request.contentStreamProvider().map(CannedHttp::text).orElse("{}");
        var answer = answers.to(target.substring(target.lastIndexOf('.') + 1), body);
        return HttpExecuteResponse.builder()
                .response(
                        SdkHttpFullResponse.builder()
                                .statusCode(200)
                                .putHeader("Content-Type", "application/x-amz-json-1.0")
                                .build())
                .responseBody(
                        AbortableInputStream.create(
                                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    private static String text(ContentStreamProvider content) {
        try (InputStream in = content.newStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String clientName() {
        return "Rehearsal";
    }

    @Override
    public void close() {}
}
