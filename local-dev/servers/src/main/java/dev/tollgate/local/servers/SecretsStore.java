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
import java.time.InstantSource;
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
    private final InstantSource clock;

    SecretsStore(Optional<Path> file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        file.filter(Files::exists).ifPresent(this::load);
    }

    Optional<Secret> find(String id) {
        return all().stream().filter(secret -> secret.isCalled(id)).findFirst();
    }

    /** The secrets in the order of their names, without those whose time to be restored is over. */
    List<Secret> all() {
        return secrets.values().stream().filter(this::isThere).toList();
    }

    /** The secret that the request names, which may be marked for deletion. */
    Secret named(SecretsRequest request) {
        return find(request.required("SecretId")).orElseThrow(SecretsFault::notFound);
    }

    /** The secret that the request names, refused if it is marked for deletion. */
    Secret live(SecretsRequest request) {
        Secret secret = named(request);
        refuseIfDeleted(
                secret,
                "You can't perform this operation on the secret because it was marked for deletion.");
        return secret;
    }

    static void refuseIfDeleted(Secret secret, String message) {
        if (secret.deletion().isPresent()) {
            throw SecretsFault.invalidRequest(message);
        }
    }

    private boolean isThere(Secret secret) {
        return secret.deletion().filter(date -> !date.isAfter(clock.instant())).isEmpty();
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
