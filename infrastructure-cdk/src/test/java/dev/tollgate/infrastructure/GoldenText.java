package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that are read by people before they change: {@code src/test/resources/golden}. With {@code
 * -Dgolden.write=true} they are written instead of compared; read the difference before committing
 * it.
 */
final class GoldenText {
    private static final Path MODULE = Checkout.root().resolve("infrastructure-cdk");

    private GoldenText() {}

    /** Says line by line what is different. */
    static void compare(String name, String actual) {
        var golden = MODULE.resolve(Path.of("src", "test", "resources", "golden")).resolve(name);
        var written =
                Boolean.getBoolean("golden.write")
                        ? golden
                        : MODULE.resolve(Path.of("target", "golden")).resolve(name);
        try {
            Files.createDirectories(written.resolveSibling("."));
            Files.writeString(written, actual);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        assertThat(golden)
                .as("read %s; if it is as meant: -Dgolden.write=true", written)
                .exists()
                .hasSameTextualContentAs(written);
    }
}
