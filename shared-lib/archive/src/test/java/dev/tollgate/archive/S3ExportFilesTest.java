package dev.tollgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.audit.ExportFiles;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.S3Server;
import dev.tollgate.rehearsal.Line;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

final class S3ExportFilesTest {
    private static final String BUCKET = "tollgate-exports-test";

    private final ExportFiles files = S3ExportFiles.connect(BUCKET, Line.NETWORK);

    @BeforeAll
    static void makeTheBucket() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlS3", S3Server.shared().endpoint().toString());
        try (var client =
                S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build()) {
            client.createBucket(bucket -> bucket.bucket(BUCKET));
        }
    }

    @Test
    void givesALinkToASmallFile() throws IOException, InterruptedException {
        try (var file = files.upload("org/small.csv", "text/csv")) {
            file.write(new byte[] {'a', 'b'});
            file.write(new byte[] {'c'});
            file.complete();
        }

        var answer = get(files.link("org/small.csv", Duration.ofMinutes(1)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(new byte[] {'a', 'b', 'c'});
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv");
    }

    @Test
    void putsALargeFileTogetherFromParts() throws IOException, InterruptedException {
        var megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'x');
        try (var file = files.upload("org/large.jsonl", "application/jsonl")) {
            for (int i = 0; i < 19; i++) {
                file.write(megabyte);
            }
            file.complete();
        }

        assertThat(get(files.link("org/large.jsonl", Duration.ofMinutes(1))).body())
                .hasSize(19 << 20);
    }

    @Test
    void leavesNothingOfAFileThatWasNotCompleted() throws IOException, InterruptedException {
        try (var file = files.upload("org/broken.csv", "text/csv")) {
            file.write(new byte[9 << 20]);
        }

        assertThat(get(files.link("org/broken.csv", Duration.ofMinutes(1))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void letsNobodyInWithoutALink() throws IOException, InterruptedException {
        try (var file = files.upload("org/secret.csv", "text/csv")) {
            file.write(new byte[] {'a'});
            file.complete();
        }
        var link = files.link("org/secret.csv", Duration.ofMinutes(1)).toString();

        assertThat(get(URI.create(link.replaceAll("\\?.*", ""))).statusCode()).isEqualTo(403);
        assertThat(get(URI.create(link.replace("secret.csv", "small.csv"))).statusCode())
                .isEqualTo(403);
    }

    private static HttpResponse<byte[]> get(URI link) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
