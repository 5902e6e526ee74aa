package dev.tollgate.local.benchmark;

import dev.tollgate.local.gateway.lambda.Sandbox;
import dev.tollgate.local.gateway.lambda.Unpacked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;

/**
 * One start, up to the first real answer.
 *
 * @param took from the start of the process; with a snapshot from its going on, as loading the
 *     snapshot is Lambda's
 * @param peak the most memory that the process had at once, in MiB (VmHWM)
 */
record Measured(Duration took, long peak) {
    private static final Duration END = Duration.ofSeconds(10);
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    static Measured of(Start start, Unpacked function, Scene scene, Archives archives)
            throws InterruptedException {
        var launch = start.launch(archives);
        long began = System.nanoTime();
        var sandbox = Sandbox.start(function, launch, InstantSource.system());
        try {
            if (start.fromSnapshot()) {
                sandbox.awaitStarted()
                        .ifPresent(failed -> {
                            throw new IllegalStateException("no snapshot: " + failed);
                        });
                began = System.nanoTime();
                sandbox.restore();
            }
            scene.play(sandbox);
            var took = Duration.ofNanos(System.nanoTime() - began);
            long peak = peak(read(Path.of("/proc", Long.toString(sandbox.pid()), "status")));
            sandbox.end(END);
            return new Measured(took, peak);
        } finally {
            sandbox.close();
        }
    }

    private static long peak(String status) {
        return PEAK.matcher(status)
                        .results()
                        .mapToLong(match -> Long.parseLong(match.group(1)))
                        .sum()
                / 1024;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
