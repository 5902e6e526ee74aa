package dev.tollgate.audit;

import dev.tollgate.archive.EntryJson;
import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Cursor;
import dev.tollgate.lambda.Request;
import java.time.Instant;
import java.util.Set;

/**
 * {@code GET /admin/audit}: the last entries that fit, the newest last, as {@code tail} shows a
 * file. A cursor leads to those before them.
 */
final class ReadAudit {
    private static final String TIME = "a time such as 2026-03-02T09:00:00Z";

    private final AuditTrail trail;

    ReadAudit(AuditTrail trail) {
        this.trail = trail;
    }

    Answer answer(Request request) {
        request.onlyQueries(
                Set.of("tail", "actor", "action", "subject", "since", "until", "cursor"));
        var query =
                new AuditQuery(
                        request.query("actor"),
                        request.query("action"),
                        request.query("subject"),
                        request.query("since", TIME, Instant::parse),
                        request.query("until", TIME, Instant::parse));
        int tail =
                request.query(
                                "tail",
                                "a whole number from 1 to " + AuditTrail.MOST,
                                ReadAudit::tail)
                        .orElse(AuditTrail.USUAL);
        var before =
                request.query(
                        "cursor",
                        "the next_cursor of the page before",
                        cursor -> new AuditId(Cursor.open(cursor)));
        var page = trail.latest(request.principal().organisation(), query, tail, before);
        return Answer.list(
                new Page<>(
                        page.items().reversed().stream().map(EntryJson::tree).toList(),
                        page.next()));
    }

    private static int tail(String text) {
        int tail = Integer.parseInt(text);
        if (tail < 1 || tail > AuditTrail.MOST) {
            throw new IllegalArgumentException(text);
        }
        return tail;
    }
}
