package dev.tollgate.local.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * S3Proxy, which speaks S3, in a JVM of its own on a free port of 127.0.0.1. Requests and links
 * must be signed as {@link LocalAccount}. It keeps objects, and knows no tags, rules or locks.
 */
public final class S3Server implements AutoCloseable {
    private static final String MODULE = "s3";
    private static final String MAIN = "dev.tollgate.local.s3.S3Main";

    private final ChildJvm jvm;

    private S3Server(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Starts a server whose buckets end with it. */
    public static S3Server inMemory() {
        return start(List.of(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY));
    }

    /** Starts a server that keeps buckets in the directory, which is made if it is missing. */
    public static S3Server keeping(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(
                List.of(
                        LocalAccount.ACCESS_KEY_ID,
                        LocalAccount.SECRET_ACCESS_KEY,
                        directory.toString()));
    }

    /**
     * The one server in memory that all tests of this JVM share; it ends with the JVM. Choose names
     * of buckets of your own.
     */
    public static S3Server shared() {
        return Shared.SERVER;
    }

    private static S3Server start(List<String> arguments) {
        Repository repository = Repository.ofThisJvm();
        String classPath =
                repository.classes(MODULE) + File.pathSeparator + repository.classPath(MODULE);
        return new S3Server(ChildJvm.start("S3Proxy", classPath, MAIN, arguments));
    }

    /** For an SDK client's {@code endpointOverride}. */
    public URI endpoint() {
        return jvm.endpoint();
    }

    /** The process id of the server. */
    public long pid() {
        return jvm.pid();
    }

    /** The last lines the server wrote. */
    public String log() {
        return jvm.log();
    }

    @Override
    public void close() {
        jvm.close();
    }

    private static final class Shared {
        static final S3Server SERVER = AtExit.close(inMemory());
    }
}
