package dev.tollgate.local.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** Runs S3Proxy on a free port of 127.0.0.1, and prints where it listens. */
final class S3Main {
    private S3Main() {}

    /**
     * Takes the access key, its secret and, if objects are to be kept, a directory for them.
     * Requests and links must be signed with that key.
     */
    public static void main(String[] args) throws Exception {
        BlobStore store =
                args.length > 2
                        ? new FilesystemNio2BlobStore(args[2])
                        : new TransientNio2BlobStore();
        S3Proxy server =
                S3Proxy.builder()
                        .blobStore(store)
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(AuthenticationType.AWS_V4, args[0], args[1])
                        .ignoreUnknownHeaders(true)
                        .build();
        server.start();
        System.out.println("listening on 127.0.0.1:" + server.getPort());
    }
}
