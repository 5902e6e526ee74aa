package dev.tollgate.local.servers;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The secrets by name, written whole to a file after each change if there is one. Not for several
 * threads at once.
 */
final class SecretsStore {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .build();

    private final Map<String, Secret> secrets = new TreeMap<>();
    private final Optional<Path> file;

    SecretsStore(Optional<Path> file) {
        this.file = file;
        file.filter(Files::exists).ifPresent(this::load);
    }

    Optional<Secret> find(String id) {
        return Optional.ofNullable(secrets.get(id))
                .or(() ->
                        secrets.values().stream()
                                .filter(secret -> secret.isCalled(id))
                                .findFirst());
    }

    List<Secret> all() {
        return List.copyOf(secrets.values());
    }

    void keep(Secret secret) {
        secrets.put(secret.name(), secret);
        save();
    }

    void forget(Secret secret) {
        secrets.remove(secret.name());
        save();
    }

    private void load(Path path) {
        try {
            JSON.readValue(path.toFile(), new TypeReference<List<Secret>>() {})
                    .forEach(secret -> secrets.put(secret.name(), secret));
        } catch (IOException e) {
            throw new UncheckedIOException("not a file of secrets: " + path, e);
        }
    }

    private void save() {
        file.ifPresent(this::save);
    }

    /**
     * The file is for its owner's eyes, and is replaced in one step: a crash leaves the old one or
     * the new one.
     */
    private void save(Path path) {
        try {
            Path part = path.resolveSibling(path.getFileName() + ".part");
            Files.deleteIfExists(part);
            Files.createFile(
                    part,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            JSON.writeValue(part.toFile(), all());
            Files.move(
                    part,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
