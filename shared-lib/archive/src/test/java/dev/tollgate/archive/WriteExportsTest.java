package dev.tollgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.Export;
import dev.tollgate.domain.audit.SealAudit;
import dev.tollgate.domain.audit.Sealing;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryExports;
import dev.tollgate.testing.InMemorySeals;
import dev.tollgate.testing.SetClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports are written, and what was written is proved by the command, or not if it was touched. */
final class WriteExportsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Sealing KEY = Sealing.of("a secret of thirty-two characters or more");

    private final SetClock clock = new SetClock(NOW);
    private final Ids ids = new Ids(clock, new SplittableRandom(5));
    private final OrganisationId organisation = ids.organisation();
    private final InMemoryAudit audit = new InMemoryAudit();
    private final InMemorySeals seals = new InMemorySeals(audit);
    private final InMemoryExports exports = new InMemoryExports();

    @TempDir private Path directory;

    @BeforeEach
    void record() {
        for (int minute = 0; minute < 4; minute++) {
            for (int i = 0; i < (minute == 1 ? 1500 : 3); i++) {
                record("agt_" + i);
            }
            clock.pass(Duration.ofMinutes(1));
            new SealAudit(seals, () -> KEY, clock).seal();
        }
    }

    @Test
    void writesAWholeDayThatTheCommandProves() {
        var export = written(Export.Format.JSONL, AuditQuery.ALL);

        assertThat(export.state()).isEqualTo(new Export.Ready(1509));
        assertThat(verify(export, lines -> lines, lines -> lines))
                .isEqualTo("0 holds: 1509 entries under 4 seals\n");
    }

    @Test
    void roundsAStretchOutToWholeSeals() {
        var query =
                new AuditQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(NOW.plusSeconds(150)),
                        Optional.of(NOW.plusSeconds(170)));

        var export = written(Export.Format.JSONL, query);

        assertThat(verify(export, lines -> lines, lines -> lines))
                .isEqualTo("0 holds: 3 entries under 1 seals\n");
    }

    @Test
    void findsALineThatWasChanged() {
        assertThat(tampered(lines -> replaced(lines, 700, "test.recorded", "test.forged")))
                .contains(" 701 was changed");
    }

    @Test
    void findsALineThatWasRemoved() {
        assertThat(tampered(lines -> without(lines, 700))).contains(" 701 is missing");
        assertThat(tampered(lines -> without(lines, 0))).contains(" 1 is missing");
        assertThat(tampered(lines -> without(lines, 1508))).contains(" 1509 is missing");
    }

    @Test
    void findsALineThatWasPutIn() {
        assertThat(tampered(lines -> with(lines, 700, lines.get(2)))).startsWith("1 ");
        assertThat(tampered(lines -> with(lines, 1509, lines.get(1508)))).contains("was put in");
    }

    @Test
    void findsLinesThatChangedPlaces() {
        assertThat(
                        tampered(lines -> {
                            Collections.swap(lines, 700, 701);
                            return lines;
                        }))
                .contains("was put in or moved");
    }

    @Test
    void findsALineThatIsNone() {
        assertThat(tampered(lines -> with(lines, 3, "{}"))).contains("cannot be read");
    }

    @Test
    void findsSealsThatWereChangedOrRemoved() {
        var export = written(Export.Format.JSONL, AuditQuery.ALL);

        assertThat(verify(export, it -> it, it -> replaced(it, 1, "09:02:00", "09:02:01")))
                .contains("seal 2 is not signed with the key");
        assertThat(verify(export, it -> it, it -> without(it, 1)))
                .contains("seal 3 does not follow seal 1");
        assertThat(verify(export, it -> it, it -> without(it, 3))).contains("was put in or moved");
    }

    @Test
    void findsSealsOfAnotherKey() {
        var export = written(Export.Format.JSONL, AuditQuery.ALL);
        var key = file("key", Sealing.of("another secret of thirty-two characters").publicText());

        assertThat(
                        run(
                                file("entries", content(export.entriesFile())),
                                file("seals", content(export.sealsFile())),
                                key))
                .contains("seal 1 is not signed with the key");
    }

    @Test
    void writesCsvThatNoSpreadsheetTakesForFormulas() {
        audit.record(
                new AuditEvent(
                        ids.audit(),
                        organisation,
                        clock.instant(),
                        "test.recorded",
                        "=HYPERLINK(\"http://evil.example\")",
                        "@SUM(1)",
                        Map.of("text", "a \"quoted\", one\nand another line")));
        var query =
                new AuditQuery(
                        Optional.of("=HYPERLINK(\"http://evil.example\")"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        var export = written(Export.Format.CSV, query);

        assertThat(content(export.entriesFile()))
                .startsWith("\"id\",\"at\",\"action\",\"actor\"")
                .contains(",\"'=HYPERLINK(\"\"http://evil.example\"\")\",\"'@SUM(1)\",")
                .contains("\"{\"\"text\"\":\"\"a \\\"\"quoted\\\"\", one\\nand another line\"\"}\"")
                .endsWith("\r\n");
        assertThat(exports.file(export.sealsFile())).isEmpty();
    }

    @Test
    void saysSoWhenItTakesTooLong() {
        var export = asked(Export.Format.CSV, AuditQuery.ALL);
        var slow =
                new WriteExports(
                        exports,
                        exports,
                        audit,
                        seals,
                        () -> {
                            clock.pass(Duration.ofMinutes(3));
                            return clock.instant();
                        });

        slow.write();

        assertThat(exports.find(organisation, export.id()).orElseThrow().state())
                .isInstanceOfSatisfying(
                        Export.Failed.class,
                        failed -> assertThat(failed.reason()).contains("two minutes"));
        assertThat(exports.file(export.entriesFile())).isEmpty();
    }

    /** Entries are read from an index, which follows the table. */
    @Test
    void waitsForEntriesOfASealThatWasJustMade() {
        var export = asked(Export.Format.JSONL, AuditQuery.ALL);
        var behind = new WriteExports(exports, exports, new InMemoryAudit(), seals, clock);

        assertThat(behind.write()).isZero();
        assertThat(exports.find(organisation, export.id())).contains(export);
        assertThat(exports.file(export.entriesFile())).isEmpty();
    }

    private String tampered(UnaryOperator<List<String>> change) {
        return verify(written(Export.Format.JSONL, AuditQuery.ALL), change, it -> it);
    }

    private Export asked(Export.Format format, AuditQuery query) {
        var export =
                new Export(
                        ids.export(),
                        organisation,
                        "usr_auditor",
                        clock.instant(),
                        query,
                        format,
                        new Export.Pending());
        exports.add(export);
        return export;
    }

    private Export written(Export.Format format, AuditQuery query) {
        var export = asked(format, query);
        new WriteExports(exports, exports, audit, seals, clock).write();
        return exports.find(organisation, export.id()).orElseThrow();
    }

    private String verify(
            Export export,
            UnaryOperator<List<String>> entries,
            UnaryOperator<List<String>> sealLines) {
        return run(
                file("entries", changed(content(export.entriesFile()), entries)),
                file("seals", changed(content(export.sealsFile()), sealLines)),
                file("key", "{\"algorithm\":\"Ed25519\",\"keys\":[\"" + KEY.publicText() + "\"]}"));
    }

    private static String run(Path entries, Path seals, Path key) {
        var out = new ByteArrayOutputStream();
        int code =
                VerifyExport.run(
                        new String[] {entries.toString(), seals.toString(), key.toString()},
                        new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }

    private static String changed(String content, UnaryOperator<List<String>> change) {
        return String.join("\n", change.apply(new ArrayList<>(content.lines().toList()))) + "\n";
    }

    private static List<String> replaced(List<String> lines, int i, String old, String fresh) {
        lines.set(i, lines.get(i).replace(old, fresh));
        return lines;
    }

    private static List<String> without(List<String> lines, int i) {
        lines.remove(i);
        return lines;
    }

    private static List<String> with(List<String> lines, int i, String line) {
        lines.add(i, line);
        return lines;
    }

    private String content(String name) {
        return exports.file(name).orElseThrow();
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void record(String subject) {
        audit.record(
                new AuditEvent(
                        ids.audit(),
                        organisation,
                        clock.instant(),
                        "test.recorded",
                        "usr_admin",
                        subject,
                        Map.of()));
    }
}
