package dev.tollgate.local.benchmark;

import dev.tollgate.local.gateway.lambda.Unpacked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Every function in every way, one after the other and all over again, so that whatever else the
 * machine does meets all alike.
 */
final class ColdStarts {
    private static final List<Start> QUICK =
            List.of(Start.USUAL, Start.UNREHEARSED, Start.REHEARSED);

    private final Path root;
    private final Path scratch;
    private final Stage stage;
    private final boolean quick;

    /** {@code quick} leaves out the archives, and all functions but the first. */
    ColdStarts(Path root, Path scratch, Stage stage, boolean quick) {
        this.root = root;
        this.scratch = scratch;
        this.stage = stage;
        this.quick = quick;
    }

    /** One function, ready to be started. */
    private record Ready(
            Scene scene,
            Path zip,
            Unpacked unpacked,
            Archives archives,
            Map<Start, List<Measured>> results) {
        String name() {
            return scene.function().id();
        }
    }

    void measure(int runs) throws InterruptedException {
        var starts = quick ? QUICK : List.of(Start.values());
        var all = new ArrayList<Ready>();
        for (var scene : quick ? stage.scenes().subList(0, 1) : stage.scenes()) {
            all.add(ready(scene));
        }
        for (int run = 0; run < runs; run++) {
            for (var ready : all) {
                for (var start : starts) {
                    ready.results()
                            .computeIfAbsent(start, _ -> new ArrayList<>())
                            .add(
                                    Measured.of(
                                            start,
                                            ready.unpacked(),
                                            ready.scene(),
                                            ready.archives()));
                }
            }
        }
        print(all, runs);
    }

    private Ready ready(Scene scene) throws InterruptedException {
        var name = scene.function().id();
        var zip = root.resolve(Path.of("functions", name, "target", name + ".zip"));
        var directory = scratch.resolve(name);
        var unpacked =
                Unpacked.of(
                        scene.function(),
                        zip,
                        directory,
                        scratch.resolve(name + ".log"),
                        stage.settings());
        var archives = Archives.in(directory);
        if (!quick) {
            archives.train(unpacked, scene);
        }
        return new Ready(scene, zip, unpacked, archives, new EnumMap<>(Start.class));
    }

    private void print(List<Ready> all, int runs) {
        System.out.println(
                "first real answer: median of " + runs + " (least to most), and peak of memory");
        System.out.printf("%-13s %-25s %6s %14s %8s%n", "function", "start", "ms", "", "peak MiB");
        for (var ready : all) {
            ready.results()
                    .forEach((start, measured) -> System.out.println(row(ready, start, measured)));
        }
        if (quick) {
            return;
        }
        System.out.println();
        System.out.printf(
                "%-13s %8s %12s %13s%n", "function", "zip MB", "AppCDS MB", "AOT cache MB");
        for (var ready : all) {
            System.out.printf(
                    "%-13s %8.1f %12.1f %13.1f%n",
                    ready.name(),
                    Archives.megabytes(ready.zip()),
                    Archives.megabytes(ready.archives().cds()),
                    Archives.megabytes(ready.archives().aot()));
        }
    }

    private static String row(Ready ready, Start start, List<Measured> measured) {
        var millis = sorted(measured, each -> each.took().toMillis());
        return "%-13s %-25s %6d %14s %8d"
                .formatted(
                        ready.name(),
                        start.text(),
                        median(millis),
                        "(%d to %d)".formatted(millis.getFirst(), millis.getLast()),
                        median(sorted(measured, Measured::peak)));
    }

    private static List<Long> sorted(List<Measured> measured, ToLongFunction<Measured> figure) {
        return measured.stream().map(figure::applyAsLong).sorted().toList();
    }

    private static long median(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
