package dev.tollgate.archive;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.domain.audit.ChainHead;
import dev.tollgate.domain.audit.ExportFiles;
import dev.tollgate.domain.audit.Seal;
import dev.tollgate.domain.audit.Sealed;
import dev.tollgate.domain.audit.SealedHead;
import dev.tollgate.domain.audit.Seals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Copies each seal with the entries that it covers to where nobody can change or delete them: one
 * file a seal, the seal on its first line.
 */
public final class ArchiveAudit {
    private static final String JSON_LINES = "application/jsonl";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final ExportFiles archive;
    private final AuditTrail trail;
    private final Seals seals;
    private final InstantSource clock;

    public ArchiveAudit(ExportFiles archive, AuditTrail trail, Seals seals, InstantSource clock) {
        this.archive = archive;
        this.trail = trail;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * How many seals it copied; there may be more.
     *
     * @throws IllegalStateException if entries are not there that a seal covers, unless it was made
     *     just now: then none of the organisation's later seals are copied, until somebody has
     *     looked
     */
    public int archive() {
        var organisations = seals.heads().stream().map(ChainHead::organisation).distinct().toList();
        var failures = new ArrayList<RuntimeException>();
        var deadline = clock.instant().plus(LONGEST);
        int copied = 0;
        for (var organisation : organisations) {
            var copies = new Copies(organisation, deadline);
            try {
                new Sealed(trail, seals)
                        .walk(organisation, seals.archived(organisation) + 1, Instant.MAX, copies);
                copies.finish();
            } catch (RuntimeException e) {
                failures.add(e);
            }
            copied += copies.count;
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("seals are not archived", failures.getFirst());
        }
        return copied;
    }

    /** Holds one seal and its entries, a minute of one organisation. */
    private final class Copies implements Sealed.Visitor {
        private final OrganisationId organisation;
        private final Instant deadline;
        private final List<String> lines = new ArrayList<>();
        private Optional<Seal> current = Optional.empty();
        private boolean early;
        private int count;

        Copies(OrganisationId organisation, Instant deadline) {
            this.organisation = organisation;
            this.deadline = deadline;
        }

        @Override
        public boolean seal(Seal seal) {
            finish();
            if (early || clock.instant().isAfter(deadline)) {
                return false;
            }
            current = Optional.of(seal);
            lines.add(SealJson.line(seal));
            return true;
        }

        @Override
        public void entries(SealedHead head, long from, long to, List<AuditEntry> given) {
            if (given.size() != to - from + 1) {
                early = current.filter(seal -> Sealed.isFresh(seal, clock.instant())).isPresent();
                if (early) {
                    return;
                }
                throw new IllegalStateException(
                        "of %s %d to %d only %d entries are there"
                                .formatted(head.writer(), from, to, given.size()));
            }
            given.forEach(entry -> lines.add(EntryJson.line(entry)));
        }

        /** Puts what was collected, if anything was. */
        void finish() {
            if (current.isEmpty() || early) {
                return;
            }
            long number = current.get().number();
            var name = String.format(Locale.ROOT, "audit/%s/%012d.jsonl", organisation, number);
            try (var file = archive.upload(name, JSON_LINES)) {
                lines.forEach(line -> file.write((line + "\n").getBytes(StandardCharsets.UTF_8)));
                file.complete();
            }
            seals.archived(organisation, number);
            lines.clear();
            current = Optional.empty();
            count++;
        }
    }
}
