package dev.tollgate.archive;

import dev.tollgate.domain.audit.ExportFiles;
import dev.tollgate.rehearsal.CannedHttp;
import dev.tollgate.rehearsal.Line;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** {@link ExportFiles} in a bucket. Small files are put at once, others in parts. */
public final class S3ExportFiles implements ExportFiles {
    /**
     * More than the <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">5
     * MiB that a part has at least</a>; 10,000 of them are 80 GB.
     */
    private static final int PART = 8 << 20;

    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(60);

    private final S3Client client;
    private final S3Presigner presigner;
    private final String bucket;

    private S3ExportFiles(S3Client client, S3Presigner presigner, String bucket) {
        this.client = client;
        this.presigner = presigner;
        this.bucket = bucket;
    }

    /** With the region, the credentials and the endpoint of the process, on that line. */
    public static ExportFiles connect(String bucket, Line line) {
        var client =
                S3Client.builder()
                        .overrideConfiguration(limits ->
                                limits.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
        var presigner = S3Presigner.builder();
        switch (line) {
            case NETWORK -> client.httpClientBuilder(UrlConnectionHttpClient.builder());
            case REHEARSAL -> {
                client.httpClient(new CannedHttp((_, _) -> ""));
                CannedHttp.settle(client);
                presigner
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("rehearsal", "rehearsal")));
            }
        }
        return new S3ExportFiles(client.build(), presigner.build(), bucket);
    }

    @Override
    public Upload upload(String name, String mediaType) {
        return new S3Upload(name, mediaType);
    }

    @Override
    public URI link(String name, Duration valid) {
        return URI.create(
                presigner
                        .presignGetObject(presign ->
                                presign.signatureDuration(valid)
                                        .getObjectRequest(get -> get.bucket(bucket).key(name)))
                        .url()
                        .toString());
    }

    private final class S3Upload implements Upload {
        private final String name;
        private final String mediaType;
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private final List<CompletedPart> parts = new ArrayList<>();
        private Optional<String> upload = Optional.empty();

        S3Upload(String name, String mediaType) {
            this.name = name;
            this.mediaType = mediaType;
        }

        @Override
        public void write(byte[] bytes) {
            part.writeBytes(bytes);
            if (part.size() >= PART) {
                send();
            }
        }

        private void send() {
            var id = upload.orElseGet(this::begin);
            upload = Optional.of(id);
            int number = parts.size() + 1;
            var sent =
                    client.uploadPart(
                            request ->
                                    request.bucket(bucket)
                                            .key(name)
                                            .uploadId(id)
                                            .partNumber(number),
                            RequestBody.fromBytes(part.toByteArray()));
            parts.add(CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build());
            part.reset();
        }

        private String begin() {
            return client.createMultipartUpload(
                            request -> request.bucket(bucket).key(name).contentType(mediaType))
                    .uploadId();
        }

        @Override
        public void complete() {
            if (upload.isEmpty()) {
                client.putObject(
                        put -> put.bucket(bucket).key(name).contentType(mediaType),
                        RequestBody.fromBytes(part.toByteArray()));
                return;
            }
            if (part.size() > 0) {
                send();
            }
            var id = upload.get();
            client.completeMultipartUpload(request ->
                    request.bucket(bucket)
                            .key(name)
                            .uploadId(id)
                            .multipartUpload(all -> all.parts(parts)));
            upload = Optional.empty();
        }

        @Override
        public void close() {
            upload.ifPresent(id ->
                    client.abortMultipartUpload(
                            request -> request.bucket(bucket).key(name).uploadId(id)));
            upload = Optional.empty();
        }
    }
}
