package dev.tollgate.testing;

import java.nio.file.Path;

/** Where this repository is checked out. */
public final class Repository {
    private Repository() {}

    public static Path file(String path) {
        var root = System.getProperty("tollgate.root");
        if (root == null) {
            throw new IllegalStateException("tollgate.root is not set; run the tests with Maven");
        }
        return Path.of(root).resolve(path);
    }
}
