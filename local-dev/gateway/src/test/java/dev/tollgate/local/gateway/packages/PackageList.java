package dev.tollgate.local.gateway.packages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a function's zip may hold: {@code src/test/resources/packages/<function>.txt}.
 *
 * @param mostBytes the largest size of the zip
 * @param entries sorted, without the versions of the jars, so that a new version changes nothing
 */
record PackageList(long mostBytes, List<String> entries) {
    private static final String MOST = "# bytes at most: ";
    private static final long STEP = 100_000;

    PackageList {
        entries = List.copyOf(entries);
    }

    static PackageList read(Path file) {
        try {
            var lines = Files.readAllLines(file);
            var most = Long.parseLong(lines.getFirst().substring(MOST.length()));
            return new PackageList(most, lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The list that a zip needs: what it holds, and one hundredth more than its size. */
    static PackageList of(Path zip) throws IOException {
        long size = Files.size(zip);
        return new PackageList((size + size / 100) / STEP * STEP + STEP, entries(zip));
    }

    static List<String> entries(Path zip) {
        return Content.of(zip).entries().stream().map(PackageList::unversioned).sorted().toList();
    }

    private static String unversioned(String entry) {
        return entry.replaceFirst("-[0-9][^/]*\\.jar$", "-*.jar");
    }

    void write(Path file) {
        try {
            Files.write(
                    file, Stream.concat(Stream.of(MOST + mostBytes), entries.stream()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
