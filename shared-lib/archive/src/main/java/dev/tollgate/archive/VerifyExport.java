package dev.tollgate.archive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.domain.audit.Seal;
import dev.tollgate.domain.audit.SealedHead;
import dev.tollgate.domain.audit.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Proves an export with nothing but its files and the public key: {@code ENTRIES SEALS KEY}. Reads
 * both files once, side by side.
 */
public final class VerifyExport {
    private static final String USAGE =
            "usage: audit-verify EXPORT.jsonl SEALS.jsonl PUBLIC-KEY.json";

    private final BufferedReader entries;
    private Optional<AuditEntry> next = Optional.empty();
    private long line;

    private VerifyExport(BufferedReader entries) {
        this.entries = entries;
    }

    /** 0 if it holds, 1 if not, 2 if it cannot be told. Says what it found, and where. */
    public static int run(String[] arguments, PrintStream out) {
        if (arguments.length != 3) {
            out.println(USAGE);
            return 2;
        }
        try {
            var result =
                    verify(
                            Path.of(arguments[0]),
                            Path.of(arguments[1]),
                            keys(Files.readString(Path.of(arguments[2]))));
            result.faults().forEach(fault -> out.println(fault.where() + " " + fault.what()));
            out.printf(
                    "%s: %d entries under %d seals%n",
                    result.holds() ? "holds" : "DOES NOT HOLD", result.entries(), result.seals());
            return result.holds() ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            out.println("cannot be verified: " + e.getMessage());
            return 2;
        }
    }

    /** As the gate publishes them, or one as text or PEM. */
    private static List<String> keys(String text) throws IOException {
        if (!text.strip().startsWith("{")) {
            return List.of(text);
        }
        var keys = JsonMapper.builder().build().readTree(text).path("keys");
        return StreamSupport.stream(keys.spliterator(), false).map(key -> key.asText()).toList();
    }

    static Verification.Result verify(Path entries, Path seals, List<String> keys)
            throws IOException {
        try (var entryLines = Files.newBufferedReader(entries);
                var sealLines = Files.newBufferedReader(seals)) {
            return new VerifyExport(entryLines).verify(sealLines, keys);
        }
    }

    private Verification.Result verify(BufferedReader seals, List<String> keys) throws IOException {
        var first = Optional.ofNullable(seals.readLine()).map(SealJson::parse);
        if (first.isEmpty()) {
            throw new IllegalArgumentException("there are no seals in it");
        }
        var verification = new Verification(first.get().organisation(), keys);
        try {
            advance();
            var seal = first;
            while (seal.isPresent()) {
                verification.seal(seal.get());
                entries(seal.get(), verification);
                seal = Optional.ofNullable(seals.readLine()).map(SealJson::parse);
            }
            if (next.isPresent()) {
                verification.fault("line " + line, "was put in or moved");
            }
        } catch (IllegalArgumentException e) {
            verification.fault("line " + line, "is followed by a line that cannot be read");
        }
        return verification.result();
    }

    private void entries(Seal seal, Verification verification) throws IOException {
        for (var head : seal.heads()) {
            long from = head.from();
            do {
                var part = part(head);
                long to = part.size() < AuditTrail.MOST ? head.seq() : part.getLast().seq();
                if (to >= from) {
                    verification.entries(head, from, to, part);
                    from = to + 1;
                } else {
                    part.forEach(entry ->
                            verification.fault(
                                    entry.writer() + " " + entry.seq(), "was put in or moved"));
                }
            } while (next.filter(entry -> belongs(entry, head)).isPresent() || from <= head.seq());
        }
    }

    /** The next entries in the file as long as they are of that head. */
    private List<AuditEntry> part(SealedHead head) throws IOException {
        var part = new ArrayList<AuditEntry>();
        while (part.size() < AuditTrail.MOST) {
            var entry = next.filter(it -> belongs(it, head));
            if (entry.isEmpty()) {
                break;
            }
            part.add(entry.get());
            advance();
        }
        return part;
    }

    private static boolean belongs(AuditEntry entry, SealedHead head) {
        return entry.writer().equals(head.writer())
                && entry.seq() >= head.from()
                && entry.seq() <= head.seq();
    }

    private void advance() throws IOException {
        next = Optional.ofNullable(entries.readLine()).map(EntryJson::parse);
        line++;
    }
}
