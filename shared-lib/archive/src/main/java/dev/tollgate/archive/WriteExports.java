package dev.tollgate.archive;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.domain.audit.Export;
import dev.tollgate.domain.audit.ExportFiles;
import dev.tollgate.domain.audit.Exports;
import dev.tollgate.domain.audit.Seal;
import dev.tollgate.domain.audit.Sealed;
import dev.tollgate.domain.audit.SealedHead;
import dev.tollgate.domain.audit.Seals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the exports that were asked for, part after part, so that their size does not matter to
 * memory. What takes too long fails, and says so.
 */
public final class WriteExports {
    private static final Logger LOG = LoggerFactory.getLogger(WriteExports.class);

    /** Maintenance has five minutes, and other things to do. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Exports exports;
    private final ExportFiles files;
    private final AuditTrail trail;
    private final Seals seals;
    private final InstantSource clock;

    public WriteExports(
            Exports exports,
            ExportFiles files,
            AuditTrail trail,
            Seals seals,
            InstantSource clock) {
        this.exports = exports;
        this.files = files;
        this.trail = trail;
        this.seals = seals;
        this.clock = clock;
    }

    /** How many it is through with, well or not. */
    public int write() {
        var deadline = clock.instant().plus(LONGEST);
        int written = 0;
        for (var export : exports.pending()) {
            if (written > 0 && clock.instant().isAfter(deadline)) {
                break;
            }
            var state = written(export, clock.instant().plus(LONGEST));
            if (!(state instanceof Export.Pending)) {
                exports.conclude(export.with(state));
                written++;
            }
        }
        return written;
    }

    private Export.State written(Export export, Instant deadline) {
        try {
            return new Export.Ready(
                    export.isProvable() ? proof(export, deadline) : list(export, deadline));
        } catch (TooEarly e) {
            return new Export.Pending();
        } catch (TooLong e) {
            return new Export.Failed("It took longer than two minutes. Ask for less at a time.");
        } catch (RuntimeException e) {
            LOG.error("the export {} failed", export.id(), e);
            return new Export.Failed("Something went wrong. Ask again.");
        }
    }

    private static final class TooEarly extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** In the order of time. */
    private long list(Export export, Instant deadline) {
        Function<AuditEntry, String> line =
                switch (export.format()) {
                    case CSV -> EntryCsv::line;
                    case JSONL -> entry -> EntryJson.line(entry) + "\n";
                };
        long entries = 0;
        try (var file = files.upload(export.entriesFile(), export.format().mediaType())) {
            if (export.format() == Export.Format.CSV) {
                file.write(bytes(EntryCsv.HEADER));
            }
            var after = Optional.<AuditId>empty();
            do {
                within(deadline);
                var page =
                        trail.earliest(
                                export.organisation(), export.query(), AuditTrail.MOST, after);
                page.items().forEach(entry -> file.write(bytes(line.apply(entry))));
                entries += page.items().size();
                after = page.next().map(AuditId::new);
            } while (after.isPresent());
            file.complete();
        }
        return entries;
    }

    /** In the order of the seals, which come in a file of their own. */
    private long proof(Export export, Instant deadline) {
        try (var entries = files.upload(export.entriesFile(), export.format().mediaType());
                var sealed = files.upload(export.sealsFile(), export.format().mediaType())) {
            var proof = new Proof(entries, sealed, deadline);
            new Sealed(trail, seals)
                    .walk(
                            export.organisation(),
                            export.query().since().orElse(Instant.EPOCH),
                            export.query().until().orElseGet(clock::instant),
                            proof);
            sealed.complete();
            entries.complete();
            return proof.count;
        }
    }

    private final class Proof implements Sealed.Visitor {
        private final ExportFiles.Upload entries;
        private final ExportFiles.Upload sealed;
        private final Instant deadline;
        private Optional<Seal> current = Optional.empty();
        private long count;

        Proof(ExportFiles.Upload entries, ExportFiles.Upload sealed, Instant deadline) {
            this.entries = entries;
            this.sealed = sealed;
            this.deadline = deadline;
        }

        @Override
        public boolean seal(Seal seal) {
            within(deadline);
            current = Optional.of(seal);
            sealed.write(bytes(SealJson.line(seal) + "\n"));
            return true;
        }

        @Override
        public void entries(SealedHead head, long from, long to, List<AuditEntry> given) {
            if (given.size() != to - from + 1
                    && current.filter(seal -> Sealed.isFresh(seal, clock.instant())).isPresent()) {
                throw new TooEarly();
            }
            given.forEach(entry -> entries.write(bytes(EntryJson.line(entry) + "\n")));
            count += given.size();
        }
    }

    private void within(Instant deadline) {
        if (clock.instant().isAfter(deadline)) {
            throw new TooLong();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
