package dev.tollgate.local.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;

/**
 * The directories of one run.
 *
 * @param root of the repository
 * @param data what is kept, if anything is
 * @param scratch gone when the run ends
 * @param logs kept until the next run, so that they can be read after a failure
 */
record Workplace(Path root, Optional<Path> data, Path scratch, Path logs) {
    /** Takes the data for this run alone, and sees to it that the scratch is removed. */
    static Workplace of(Path root, Options options, Started started) {
        try {
            options.data().ifPresent(data -> started.add(lock(data)));
            var scratch = Files.createTempDirectory("tollgate-");
            started.add(() -> remove(scratch));
            var logs =
                    options.data()
                            .map(data -> data.resolve("logs"))
                            .orElseGet(() ->
                                    root.resolve(Path.of("local-dev", "gateway", "target", "logs"))
                                            .resolve(Long.toString(ProcessHandle.current().pid())));
            Files.createDirectories(logs);
            return new Workplace(root, options.data(), scratch, logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path data) {
        try {
            Files.createDirectories(data);
            var file =
                    FileChannel.open(
                            data.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                file.close();
                throw inUse(data);
            }
            return file;
        } catch (OverlappingFileLockException e) {
            throw inUse(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep data in " + data + ": " + e, e);
        }
    }

    private static IllegalStateException inUse(Path data) {
        return new IllegalStateException(data + " is in use by another gateway");
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
