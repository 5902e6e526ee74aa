package dev.tollgate.testing;

import dev.tollgate.domain.ExportId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.Export;
import dev.tollgate.domain.audit.ExportFiles;
import dev.tollgate.domain.audit.Exports;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The twin of {@link Exports} and {@link ExportFiles}; files can be read. */
public final class InMemoryExports implements Exports, ExportFiles {
    private final Map<ExportId, Export> exports = new TreeMap<>();
    private final Map<String, String> files = new TreeMap<>();

    @Override
    public synchronized void add(Export export) {
        exports.put(export.id(), export);
    }

    @Override
    public synchronized Optional<Export> find(OrganisationId organisation, ExportId id) {
        return Optional.ofNullable(exports.get(id))
                .filter(export -> export.organisation().equals(organisation));
    }

    @Override
    public synchronized List<Export> pending() {
        return exports.values().stream()
                .filter(export -> export.state() instanceof Export.Pending)
                .toList();
    }

    @Override
    public void conclude(Export export) {
        add(export);
    }

    @Override
    public Upload upload(String name, String mediaType) {
        var bytes = new ByteArrayOutputStream();
        return new Upload() {
            @Override
            public void write(byte[] part) {
                bytes.writeBytes(part);
            }

            @Override
            public void complete() {
                keep(name, bytes.toString(StandardCharsets.UTF_8));
            }

            @Override
            public void close() {}
        };
    }

    private synchronized void keep(String name, String content) {
        files.put(name, content);
    }

    @Override
    public URI link(String name, Duration valid) {
        return URI.create("https://exports.example/" + name + "?valid=" + valid.toSeconds());
    }

    /** What is in that file, if it is there. */
    public synchronized Optional<String> file(String name) {
        return Optional.ofNullable(files.get(name));
    }
}
