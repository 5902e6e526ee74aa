package dev.tollgate.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the repository is, and what the machine has. */
final class Checkout {
    private Checkout() {}

    static Path root() {
        return Path.of(
                Objects.requireNonNull(
                        System.getProperty("tollgate.root"), "run the tests with Maven"));
    }

    static boolean hasNode() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
    }
}
