package dev.tollgate.infrastructure;

import java.nio.file.Path;
import java.util.Objects;

/** Where the repository is. */
final class Checkout {
    private Checkout() {}

    static Path root() {
        return Path.of(
                Objects.requireNonNull(
                        System.getProperty("tollgate.root"), "run the tests with Maven"));
    }
}
