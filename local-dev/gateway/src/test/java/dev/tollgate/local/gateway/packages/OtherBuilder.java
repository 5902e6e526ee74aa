package dev.tollgate.local.gateway.packages;

import dev.tollgate.lambda.LambdaFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the packages as somebody else does: elsewhere, now, with another umask and time zone, two
 * modules at a time. With the Maven, the JDK and the local repository of this build, offline.
 */
record OtherBuilder(Path directory, Path log) {
    private static final long PATIENCE_MINUTES = 10;

    void build() throws IOException, InterruptedException {
        var shell = Stream.of("/bin/sh", "-c", "umask 077 && exec \"$@\"", "sh");
        var builder =
                new ProcessBuilder(Stream.concat(shell, maven().stream()).toList())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        // What the Maven that runs this test has set, for this checkout and not for that one.
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TZ", "Pacific/Auckland");
        var process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError("the build failed:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Without what makes no difference to the packages: tests and checks. */
    private static List<String> maven() {
        var modules =
                Arrays.stream(LambdaFunction.values())
                        .map(function -> "functions/" + function.id())
                        .collect(Collectors.joining(","));
        return List.of(
                Path.of(System.getProperty("tollgate.maven"), "bin", "mvn").toString(),
                "--quiet",
                "--offline",
                "--threads=2",
                "--projects=" + modules,
                "--also-make",
                "package",
                "-Dmaven.repo.local=" + System.getProperty("tollgate.repository"),
                // Else Maven asks by which mirror a file came, which settings we do not know
                // decide.
                "-Daether.enhancedLocalRepository.trackingFilename=untracked",
                "-Dmaven.test.skip",
                "-Denforcer.skip",
                "-Djacoco.skip",
                "-Dmdep.skip",
                "-Dspotless.check.skip");
    }
}
