package dev.tollgate.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The checkout this JVM works in, named by the system property {@value #PROPERTY}; what the build
 * leaves there is read here.
 */
final class Repository {
    static final String PROPERTY = "tollgate.root";

    private static final String BUILD =
            "./mvnw -q -pl local-dev/dynamodb-local,local-dev/elasticmq,local-dev/s3 -am process-classes";

    private final Path root;

    Repository(Path root) {
        this.root = root;
    }

    static Repository ofThisJvm() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(root -> new Repository(Path.of(root)))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "the system property %s must name the root of the repository"
                                        .formatted(PROPERTY)));
    }

    /** The class path of a local-dev module, as its build wrote it. */
    String classPath(String module) {
        Path file = target(module).resolve("classpath");
        if (!Files.isReadable(file)) {
            throw missing(file);
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The compiled classes of a local-dev module. */
    Path classes(String module) {
        Path directory = target(module).resolve("classes");
        if (!Files.isDirectory(directory)) {
            throw missing(directory);
        }
        return directory;
    }

    /** The directory of what the build made of a local-dev module. */
    Path target(String module) {
        return root.resolve("local-dev").resolve(module).resolve("target");
    }

    private static IllegalStateException missing(Path path) {
        return new IllegalStateException("%s is missing; make it with: %s".formatted(path, BUILD));
    }
}
