package dev.tollgate.local.benchmark;

import dev.tollgate.local.gateway.lambda.Sandbox;
import dev.tollgate.local.gateway.lambda.Unpacked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** The archives of one function's classes, each made by a run that gives one real answer. */
record Archives(Path cds, Path aot) {
    /** To write an archive; the JVM does it while it ends. */
    private static final Duration DUMP = Duration.ofMinutes(2);

    static Archives in(Path directory) {
        return new Archives(directory.resolve("function.jsa"), directory.resolve("function.aot"));
    }

    void train(Unpacked function, Scene scene) throws InterruptedException {
        train(function, scene, "-XX:ArchiveClassesAtExit=", cds);
        train(function, scene, "-XX:AOTCacheOutput=", aot);
    }

    private static void train(Unpacked function, Scene scene, String option, Path archive)
            throws InterruptedException {
        try (var sandbox =
                Sandbox.start(function, Start.training(option + archive), InstantSource.system())) {
            scene.play(sandbox);
            sandbox.end(DUMP);
        }
        if (!Files.isRegularFile(archive)) {
            throw new IllegalStateException(archive + " was not written; see " + function.log());
        }
    }

    static double megabytes(Path file) {
        try {
            return Files.size(file) / 1e6;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
