package dev.tollgate.domain.audit;

import dev.tollgate.domain.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Proves what is stored, as far as time allows. */
public final class VerifyAudit {
    private final AuditTrail trail;
    private final Seals seals;
    private final InstantSource clock;

    public VerifyAudit(AuditTrail trail, Seals seals, InstantSource clock) {
        this.trail = trail;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * How far it came.
     *
     * @param next where to go on if time was up: the time of the first seal not looked at
     */
    public record Outcome(Verification.Result result, Optional<Instant> next) {}

    /** What was sealed from {@code since} on and covers all before {@code until}. */
    public Outcome verify(
            OrganisationId organisation,
            Instant since,
            Instant until,
            List<String> publicKeys,
            Duration longest) {
        var verification = new Verification(organisation, publicKeys);
        var visitor = new Visitor(verification, clock.instant().plus(longest));
        try {
            new Sealed(trail, seals).walk(organisation, since, until, visitor);
            if (visitor.next.isEmpty()) {
                ends(organisation, verification);
            }
        } catch (IllegalArgumentException | IllegalStateException | java.time.DateTimeException e) {
            verification.fault(visitor.where, "is followed by a row that cannot be read");
        }
        return new Outcome(verification.result(), visitor.next);
    }

    /** What is kept beside the seals tells if the last ones are gone. */
    private void ends(OrganisationId organisation, Verification verification) {
        long last = seals.last(organisation).map(Seal::number).orElse(0L);
        long marked =
                seals.sealed(organisation).values().stream()
                        .mapToLong(Seals.Mark::seal)
                        .max()
                        .orElse(0);
        if (marked > last) {
            verification.fault("seal " + (last + 1), "to " + marked + " are missing");
        }
    }

    private final class Visitor implements Sealed.Visitor {
        private final Verification verification;
        private final Instant deadline;
        private Optional<Instant> next = Optional.empty();
        private String where = "the beginning";

        Visitor(Verification verification, Instant deadline) {
            this.verification = verification;
            this.deadline = deadline;
        }

        @Override
        public boolean seal(Seal seal) {
            if (clock.instant().isAfter(deadline)) {
                next = Optional.of(seal.at());
                return false;
            }
            where = "seal " + seal.number();
            verification.seal(seal);
            return true;
        }

        @Override
        public void entries(SealedHead head, long from, long to, List<AuditEntry> entries) {
            verification.entries(head, from, to, entries);
        }
    }
}
