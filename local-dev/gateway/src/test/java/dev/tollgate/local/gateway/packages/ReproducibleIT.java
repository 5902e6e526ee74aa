package dev.tollgate.local.gateway.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tollgate.lambda.LambdaFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources give the same packages, byte for byte, wherever and by whomever built. */
final class ReproducibleIT {
    private static final Path ROOT = Path.of(System.getProperty("tollgate.root"));

    @TempDir private Path elsewhere;

    @Test
    void buildsTheSameBytesElsewhere() throws Exception {
        var other = elsewhere.resolve("other");
        var checkout = new Checkout(ROOT);
        switch (checkout.sources()) {
            case Checkout.Sources.Files files -> checkout.copy(files, other);
            case Checkout.Sources.Unknown unknown -> abort(unknown.reason());
        }

        new OtherBuilder(other, elsewhere.resolve("log")).build();

        for (var function : LambdaFunction.values()) {
            assertSame(zip(ROOT, function), zip(other, function));
        }
    }

    private static void assertSame(Path here, Path there) throws Exception {
        // First file by file, since that names the one that differs.
        assertThat(difference(Content.of(here), Content.of(there)))
                .as("%s and the same built elsewhere; a leftover here goes with ./mvnw clean", here)
                .isEmpty();
        assertThat(sha256(there))
                .as("%s has the same files as elsewhere, but not their order or permissions", here)
                .isEqualTo(sha256(here));
    }

    private static List<String> difference(Content here, Content there) {
        return Stream.concat(
                        without(here.leaves(), there.leaves()).map(file -> "here: " + file),
                        without(there.leaves(), here.leaves()).map(file -> "elsewhere: " + file))
                .toList();
    }

    private static Stream<Content.File> without(Set<Content.File> all, Set<Content.File> others) {
        return all.stream().filter(file -> !others.contains(file));
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        var bytes = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(bytes);
    }

    private static Path zip(Path root, LambdaFunction function) {
        return root.resolve("functions/%1$s/target/%1$s.zip".formatted(function.id()));
    }
}
