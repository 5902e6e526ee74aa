package dev.tollgate.local.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * ElasticMQ, which speaks SQS, in a JVM of its own on a free port of 127.0.0.1. Its account and
 * region are {@link LocalAccount}'s.
 */
public final class SqsServer implements AutoCloseable {
    private static final String MODULE = "elasticmq";
    private static final String MAIN = "dev.tollgate.local.elasticmq.ElasticMqMain";

    private final ChildJvm jvm;

    private SqsServer(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Starts a server whose queues end with it. */
    public static SqsServer inMemory() {
        return start(List.of(LocalAccount.REGION, LocalAccount.ID));
    }

    /**
     * Starts a server that keeps queues and messages in the directory, which is made if it is
     * missing. A queue's URL holds the port, which is another after each start: look queues up by
     * name.
     */
    public static SqsServer keeping(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(List.of(LocalAccount.REGION, LocalAccount.ID, directory.toString()));
    }

    /**
     * The one server in memory that all tests of this JVM share; it ends with the JVM. Choose queue
     * names of your own.
     */
    public static SqsServer shared() {
        return Shared.SERVER;
    }

    private static SqsServer start(List<String> arguments) {
        Repository repository = Repository.ofThisJvm();
        String classPath =
                repository.classes(MODULE) + File.pathSeparator + repository.classPath(MODULE);
        return new SqsServer(ChildJvm.start("ElasticMQ", classPath, MAIN, arguments));
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
        static final SqsServer SERVER = AtExit.close(inMemory());
    }
}
