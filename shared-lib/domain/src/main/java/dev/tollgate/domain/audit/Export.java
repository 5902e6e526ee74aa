package dev.tollgate.domain.audit;

import dev.tollgate.domain.ExportId;
import dev.tollgate.domain.OrganisationId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Entries that somebody wants as a file.
 *
 * @param query whose since and until are given
 */
public record Export(
        ExportId id,
        OrganisationId organisation,
        String requestedBy,
        Instant requestedAt,
        AuditQuery query,
        Format format,
        State state) {
    /** What the file is made of. */
    public enum Format {
        CSV("text/csv"),
        JSONL("application/jsonl");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String mediaType() {
            return mediaType;
        }

        public static Optional<Format> of(String text) {
            return Arrays.stream(values()).filter(it -> it.text().equals(text)).findFirst();
        }

        /** All the accepted texts, for messages. */
        public static String accepted() {
            return Arrays.stream(values()).map(Format::text).collect(Collectors.joining(", "));
        }
    }

    /** What has come of it. */
    public sealed interface State {}

    public record Pending() implements State {}

    public record Ready(long entries) implements State {}

    public record Failed(String reason) implements State {}

    /**
     * Whether it is rounded out to whole seals and comes with them, so that it can be proved: only
     * where nothing is left out.
     */
    public boolean isProvable() {
        return format == Format.JSONL && !query.filters();
    }

    public String entriesFile() {
        return organisation + "/" + id + "." + format.text();
    }

    public String sealsFile() {
        return organisation + "/" + id + ".seals.jsonl";
    }

    public Export with(State next) {
        return new Export(id, organisation, requestedBy, requestedAt, query, format, next);
    }
}
