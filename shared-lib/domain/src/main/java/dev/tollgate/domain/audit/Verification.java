package dev.tollgate.domain.audit;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.WriterId;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves entries by seals: whoever checks hands over the seals in their order, each with the
 * entries that it covers, and hears of all that is wrong. Keeps only the ends of chains in memory.
 */
public final class Verification {
    /** So many faults are told; one changed entry can make no more than a few. */
    private static final int MOST_FAULTS = 100;

    private final OrganisationId organisation;
    private final List<PublicKey> keys;
    private final Map<WriterId, AuditEntry> ends = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private Optional<Seal> last = Optional.empty();
    private long seals;
    private long entries;

    /** {@code publicKeys} are what the gate publishes; a seal may be signed with any. */
    public Verification(OrganisationId organisation, List<String> publicKeys) {
        this.organisation = organisation;
        this.keys = publicKeys.stream().map(Sealing::publicKey).toList();
    }

    /** What is wrong, and with what: {@code seal 7}, {@code wrt_… 12}. */
    public record Fault(String where, String what) {}

    /**
     * What was found.
     *
     * @param seals how many were looked at
     * @param entries how many are proved, if there are no faults
     */
    public record Result(long seals, long entries, List<Fault> faults) {
        public Result {
            faults = List.copyOf(faults);
        }

        public boolean holds() {
            return faults.isEmpty();
        }
    }

    /** The next seal. Its entries follow, one head after the other. */
    public void seal(Seal seal) {
        seals++;
        var where = "seal " + seal.number();
        if (!seal.organisation().equals(organisation)) {
            fault(where, "is of another organisation");
        }
        if (!seal.isIntact()) {
            fault(where, "has a root that is not that of its heads");
        }
        if (keys.stream().noneMatch(key -> Sealing.verifies(key, seal.hash(), seal.signature()))) {
            fault(where, "is not signed with the key");
        }
        var before = last;
        if (before.isEmpty() && seal.number() == 1 && !seal.previous().equals(Hash.NONE)) {
            fault(where, "is the first and names one before it");
        }
        before.ifPresent(it -> {
            if (seal.number() != it.number() + 1) {
                fault(where, "does not follow seal " + it.number());
            } else if (!seal.previous().equals(it.hash())) {
                fault(where, "does not link to the seal before it");
            }
        });
        last = Optional.of(seal);
    }

    /** What is there of the entries {@code from} to {@code to} of a head of the last seal. */
    public void entries(SealedHead head, long from, long to, List<AuditEntry> given) {
        stretch(head.writer(), from, to, given);
        if (!given.isEmpty()
                && given.getLast().seq() == head.seq()
                && !given.getLast().hash().equals(head.hash())) {
            fault(at(head.writer(), head.seq()), "is not what was sealed");
        }
    }

    private void stretch(WriterId writer, long from, long to, List<AuditEntry> given) {
        long expected = from;
        for (var entry : given) {
            if (!entry.writer().equals(writer) || entry.seq() < expected || entry.seq() > to) {
                fault(at(entry.writer(), entry.seq()), "was put in or moved");
                continue;
            }
            if (entry.seq() > expected) {
                missing(writer, expected, entry.seq() - 1);
            }
            check(entry);
            expected = entry.seq() + 1;
        }
        if (expected <= to) {
            missing(writer, expected, to);
        }
    }

    private void missing(WriterId writer, long from, long to) {
        fault(at(writer, from), from == to ? "is missing" : "to " + to + " are missing");
    }

    private void check(AuditEntry entry) {
        entries++;
        var where = at(entry.writer(), entry.seq());
        if (!entry.event().organisation().equals(organisation)) {
            fault(where, "is of another organisation");
        }
        if (!entry.isIntact()) {
            fault(where, "was changed");
        }
        var before = Optional.ofNullable(ends.put(entry.writer(), entry));
        if (entry.seq() == 1 && !entry.previous().equals(Hash.NONE)) {
            fault(where, "is the first and names one before it");
        }
        before.filter(it -> it.seq() == entry.seq() - 1)
                .filter(it -> !it.hash().equals(entry.previous()))
                .ifPresent(_ -> fault(where, "does not link to the entry before it"));
    }

    /** For what is wrong with the files or rows themselves. */
    public void fault(String where, String what) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(where, what));
        }
    }

    private static String at(WriterId writer, long seq) {
        return writer + " " + seq;
    }

    public Result result() {
        return new Result(seals, entries, faults);
    }
}
