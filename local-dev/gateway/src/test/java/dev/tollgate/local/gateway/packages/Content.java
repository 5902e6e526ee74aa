package dev.tollgate.local.gateway.packages;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipInputStream;

/** The files in a zip, in its order, and those in its jars. */
record Content(List<File> files) {
    private static final String INSIDE = "!/";

    /**
     * @param name as in {@code lib/a.jar}, or {@code lib/a.jar!/dev/A.class}
     * @param time when it was last changed, as the zip says
     * @param checksum of the bytes
     */
    record File(String name, long time, long checksum) {
        boolean isClass() {
            return name.contains(INSIDE) && name.endsWith(".class");
        }

        /** For a file in a jar: {@code dev/A.class}. */
        String nameInJar() {
            return name.substring(name.indexOf(INSIDE) + INSIDE.length());
        }
    }

    Content {
        files = List.copyOf(files);
    }

    static Content of(Path zip) {
        try (var bytes = Files.newInputStream(zip)) {
            var files = new ArrayList<File>();
            read(bytes, "", files);
            return new Content(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(InputStream archive, String prefix, List<File> files)
            throws IOException {
        // Not closed: that is for those who opened what is below.
        var zip = new ZipInputStream(archive);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                var name = prefix + entry.getName();
                var bytes = zip.readAllBytes();
                files.add(new File(name, entry.getTime(), checksum(bytes)));
                if (name.endsWith(".jar")) {
                    read(new ByteArrayInputStream(bytes), name + INSIDE, files);
                }
            }
        }
    }

    private static long checksum(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** What the zip itself holds. */
    List<String> entries() {
        return files.stream().map(File::name).filter(name -> !name.contains(INSIDE)).toList();
    }

    /** All but the jars, of which the files are there. */
    Set<File> leaves() {
        return files.stream()
                .filter(file -> !file.name().endsWith(".jar"))
                .collect(Collectors.toSet());
    }

    /**
     * The classes of all the jars, as {@code dev/A.class}, each as often as it occurs. What a jar
     * has for other versions of Java and for the module path is not counted: many have that.
     */
    List<String> classes() {
        return files.stream()
                .filter(File::isClass)
                .map(File::nameInJar)
                .filter(name -> !name.startsWith("META-INF/") && !name.equals("module-info.class"))
                .toList();
    }
}
