package dev.tollgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.SealAudit;
import dev.tollgate.domain.audit.Sealing;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryExports;
import dev.tollgate.testing.InMemorySeals;
import dev.tollgate.testing.SetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ArchiveAuditTest {
    private static final Sealing KEY = Sealing.of("a secret of thirty-two characters or more");

    private final SetClock clock = new SetClock(Instant.parse("2026-03-02T09:00:00Z"));
    private final Ids ids = new Ids(clock, new SplittableRandom(5));
    private final OrganisationId organisation = ids.organisation();
    private final InMemoryAudit audit = new InMemoryAudit();
    private final InMemorySeals seals = new InMemorySeals(audit);
    private final InMemoryExports files = new InMemoryExports();
    private final ArchiveAudit archive = new ArchiveAudit(files, audit, seals, clock);

    @Test
    void copiesEachSealWithItsEntriesOnce() {
        sealed(event("one"), event("two"));
        int some = archive.archive();
        sealed(event("three"));
        int more = archive.archive();

        assertThat(some).isEqualTo(1);
        assertThat(more).isEqualTo(1);
        assertThat(archive.archive()).isZero();
        assertThat(copy(1)).isEqualTo(line(1) + lines(0, 2));
        assertThat(copy(2)).isEqualTo(line(2) + lines(2, 3));
    }

    @Test
    void refusesToCopyASealWhoseEntriesAreGone() {
        sealed(event("one"));
        clock.pass(Duration.ofMinutes(1));
        var hollow = new ArchiveAudit(files, new InMemoryAudit(), seals, clock);

        assertThatThrownBy(hollow::archive)
                .hasRootCauseMessage(
                        "of %s 1 to 1 only 0 entries are there".formatted(entries().writer()));
        assertThat(files.file(name(1))).isEmpty();
        assertThat(archive.archive()).isEqualTo(1);
    }

    /** Entries are read from an index, which follows the table. */
    @Test
    void waitsForEntriesOfASealThatWasJustMade() {
        sealed(event("one"));
        var behind = new ArchiveAudit(files, new InMemoryAudit(), seals, clock);

        assertThat(behind.archive()).isZero();
        assertThat(files.file(name(1))).isEmpty();
        assertThat(archive.archive()).isEqualTo(1);
    }

    private AuditEntry entries() {
        return audit.earliest(organisation, AuditQuery.ALL, 1, Optional.empty()).items().getFirst();
    }

    private void sealed(AuditEvent... events) {
        audit.record(events);
        new SealAudit(seals, () -> KEY, clock).seal();
    }

    private String copy(long number) {
        return files.file(name(number)).orElseThrow();
    }

    private String name(long number) {
        return "audit/%s/%012d.jsonl".formatted(organisation, number);
    }

    private String line(long number) {
        return SealJson.line(seals.list(organisation, number, 1).getFirst()) + "\n";
    }

    private String lines(int from, int to) {
        return audit
                .earliest(organisation, AuditQuery.ALL, 9, Optional.empty())
                .items()
                .subList(from, to)
                .stream()
                .map(EntryJson::line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private AuditEvent event(String text) {
        return new AuditEvent(
                ids.audit(),
                organisation,
                clock.instant(),
                "test.recorded",
                "usr_admin",
                "",
                Map.of("text", text));
    }
}
