package dev.tollgate.local.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What the next start over the same data must know: it is kept beside the data, in a file that only
 * its owner may read.
 *
 * @param adminPassword the generated one; empty if the shell gave one
 * @param receiverPort where the sample agent is registered to be
 * @param apiKey of the sample, in full; empty before it is made
 * @param agentId of the sample; empty before it is registered
 */
record Kept(
        Optional<String> adminPassword,
        int receiverPort,
        Optional<String> apiKey,
        Optional<String> agentId) {
    static final Kept NOTHING = new Kept(Optional.empty(), 0, Optional.empty(), Optional.empty());

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FILE = "up.json";

    static Kept read(Path directory) {
        var file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return NOTHING;
        }
        try {
            var json = JSON.readTree(Files.readString(file));
            return new Kept(
                    Optional.ofNullable(json.path("admin_password").textValue()),
                    json.path("receiver_port").asInt(),
                    Optional.ofNullable(json.path("api_key").textValue()),
                    Optional.ofNullable(json.path("agent_id").textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    void write(Path directory) {
        var json = JSON.createObjectNode();
        adminPassword.ifPresent(it -> json.put("admin_password", it));
        json.put("receiver_port", receiverPort);
        apiKey.ifPresent(it -> json.put("api_key", it));
        agentId.ifPresent(it -> json.put("agent_id", it));
        var file = directory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, json.toPrettyString(), StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
