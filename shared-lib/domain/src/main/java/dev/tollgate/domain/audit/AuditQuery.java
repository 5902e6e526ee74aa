package dev.tollgate.domain.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries are wanted; all that is given must fit.
 *
 * @param since from this millisecond on, by the time in the entry's id
 * @param until before this millisecond
 */
public record AuditQuery(
        Optional<String> actor,
        Optional<String> type,
        Optional<String> subject,
        Optional<Instant> since,
        Optional<Instant> until) {
    /** The longest text that is asked for. */
    public static final int LONGEST_FILTER = 200;

    public static final AuditQuery ALL =
            new AuditQuery(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /** Whether only some of a stretch of time are wanted. */
    public boolean filters() {
        return actor.isPresent() || type.isPresent() || subject.isPresent();
    }

    public boolean fits(AuditEvent event) {
        var time = event.id().time();
        return actor.filter(wanted -> !wanted.equals(event.actor())).isEmpty()
                && type.filter(wanted -> !wanted.equals(event.type())).isEmpty()
                && subject.filter(wanted -> !wanted.equals(event.subject())).isEmpty()
                && since.filter(time::isBefore).isEmpty()
                && until.filter(end -> !time.isBefore(end)).isEmpty();
    }
}
