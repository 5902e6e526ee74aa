package dev.tollgate.local.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * {@code ./local-dev/benchmark/cold-start}: from a new JVM to the first real answer of every
 * function, under AWS's own runtime interface client, on servers that it starts itself.
 */
public final class ColdStartMain {
    private static final String USAGE =
            "usage: ./local-dev/benchmark/cold-start [--runs N] [--quick]";
    private static final int USUAL_RUNS = 5;

    private ColdStartMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var given = Arrays.asList(arguments);
        boolean quick = given.contains("--quick");
        int runs = quick ? 1 : runs(given);
        if (runs < 1) {
            System.err.println(USAGE);
            System.exit(2);
        }
        var scratch = Files.createTempDirectory("tollgate-cold-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(scratch), "sweep"));
        try (var stage = Stage.open()) {
            new ColdStarts(root(), scratch, stage, quick).measure(runs);
        }
    }

    private static int runs(List<String> given) {
        int at = given.indexOf("--runs");
        if (at < 0) {
            return given.isEmpty() ? USUAL_RUNS : 0;
        }
        return at + 2 == given.size() && given.get(at + 1).matches("[1-9]\\d{0,2}")
                ? Integer.parseInt(given.get(at + 1))
                : 0;
    }

    private static Path root() {
        var root = System.getProperty("tollgate.root");
        if (root == null) {
            throw new IllegalStateException("start it with ./local-dev/benchmark/cold-start");
        }
        return Path.of(root);
    }

    private static void remove(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println(directory + " could not be removed: " + e);
        }
    }
}
