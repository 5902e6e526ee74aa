package dev.tollgate.infrastructure;

import dev.tollgate.lambda.LambdaFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.services.lambda.Code;

/**
 * The functions' zips.
 *
 * @param root of the repository
 */
record Packages(Path root) {
    Code of(LambdaFunction function) {
        var zip =
                root.resolve(Path.of("functions", function.id(), "target", function.id() + ".zip"));
        if (!Files.exists(zip)) {
            throw new IllegalStateException(zip + " is missing; build it: ./mvnw package");
        }
        return Code.fromAsset(zip.toString());
    }
}
