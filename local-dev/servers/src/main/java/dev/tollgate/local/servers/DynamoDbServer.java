package dev.tollgate.local.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * DynamoDB Local in a JVM of its own, on a free port of 127.0.0.1.
 *
 * <p>All credentials and regions see the same tables. Expired items stay until they are asked for
 * over a long time, as on AWS: readers filter them. See <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html">its
 * usage notes</a>.
 */
public final class DynamoDbServer implements AutoCloseable {
    private final ChildJvm jvm;

    private DynamoDbServer(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Starts a server whose tables end with it. */
    public static DynamoDbServer inMemory() {
        return start(List.of("-inMemory"));
    }

    /** Starts a server whose tables are kept in the directory, which is made if it is missing. */
    public static DynamoDbServer keeping(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(List.of("-dbPath", directory.toString()));
    }

    /**
     * The one server in memory that all tests of this JVM share; it ends with the JVM. Choose table
     * names of your own.
     */
    public static DynamoDbServer shared() {
        return Shared.SERVER;
    }

    private static DynamoDbServer start(List<String> storage) {
        String classPath =
                ownClasses()
                        + File.pathSeparator
                        + Repository.ofThisJvm().classPath("dynamodb-local");
        return new DynamoDbServer(
                ChildJvm.start(
                        "DynamoDB Local", classPath, DynamoDbLocalMain.class.getName(), storage));
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

    private static Path ownClasses() {
        try {
            return Path.of(
                    DynamoDbServer.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the classes of this module are not in files", e);
        }
    }

    private static final class Shared {
        static final DynamoDbServer SERVER = AtExit.close(inMemory());
    }
}
