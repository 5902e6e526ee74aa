package dev.tollgate.audit;

import dev.tollgate.domain.ExportId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.Export;
import dev.tollgate.domain.audit.ExportFiles;
import dev.tollgate.domain.audit.Exports;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Fields;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /admin/audit/exports}: takes orders for exports, which maintenance carries out within a
 * minute or so, and gives links to what is ready.
 */
final class ExportRoutes {
    private static final int LARGEST_BODY = 4096;
    private static final Duration VALID = Duration.ofMinutes(15);

    private final Exports exports;
    private final ExportFiles files;
    private final Journal journal;
    private final Ids ids;
    private final InstantSource clock;

    ExportRoutes(
            Exports exports, ExportFiles files, Journal journal, Ids ids, InstantSource clock) {
        this.exports = exports;
        this.files = files;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
    }

    Answer create(Request request) {
        request.onlyQueries(Set.of());
        var fields = request.json(LARGEST_BODY);
        var format = format(fields);
        var query = query(fields);
        fields.end();
        var by = request.principal();
        var export =
                new Export(
                        ids.export(),
                        by.organisation(),
                        by.id(),
                        clock.instant(),
                        query,
                        format,
                        new Export.Pending());
        journal.record(
                by,
                "audit.exported",
                Map.of(
                        "export", export.id().value(),
                        "format", format.text(),
                        "since", time(query.since()),
                        "until", time(query.until())));
        exports.add(export);
        return Answer.accepted(body(export))
                .with("Location", "/admin/audit/exports/" + export.id());
    }

    private static Export.Format format(Fields fields) {
        var text = fields.requiredText("format", AuditQuery.LONGEST_FILTER);
        return Export.Format.of(text)
                .orElseThrow(() ->
                        fields.refuse(
                                "format",
                                "is '" + text + "'; accepted: " + Export.Format.accepted() + "."));
    }

    private static AuditQuery query(Fields fields) {
        var since = fields.required("since", fields.instant("since"));
        var until = fields.required("until", fields.instant("until"));
        if (!since.isBefore(until)) {
            throw fields.refuse("until", "is not after since; accepted: a later time.");
        }
        return new AuditQuery(
                fields.text("actor", AuditQuery.LONGEST_FILTER),
                fields.text("action", AuditQuery.LONGEST_FILTER),
                fields.text("subject", AuditQuery.LONGEST_FILTER),
                Optional.of(since),
                Optional.of(until));
    }

    Answer read(Request request) {
        request.onlyQueries(Set.of());
        return request.path("id", ExportId::new)
                .flatMap(id -> exports.find(request.principal().organisation(), id))
                .map(export -> Answer.ok(body(export)))
                .orElseGet(() -> Problem.notFound("export").answer());
    }

    private Map<String, Object> body(Export export) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", export.id().value());
        body.put("format", export.format().text());
        body.put("since", time(export.query().since()));
        body.put("until", time(export.query().until()));
        export.query().actor().ifPresent(actor -> body.put("actor", actor));
        export.query().type().ifPresent(action -> body.put("action", action));
        export.query().subject().ifPresent(subject -> body.put("subject", subject));
        body.put("requested_by", export.requestedBy());
        body.put("requested_at", export.requestedAt().toString());
        switch (export.state()) {
            case Export.Pending() -> body.put("status", "pending");
            case Export.Ready(long entries) -> {
                body.put("status", "ready");
                body.put("entries", entries);
                body.put("links", links(export));
                body.put("links_valid_until", clock.instant().plus(VALID).toString());
            }
            case Export.Failed(String reason) -> {
                body.put("status", "failed");
                body.put("reason", reason);
            }
        }
        return body;
    }

    private Map<String, String> links(Export export) {
        var links = new LinkedHashMap<String, String>();
        links.put("entries", files.link(export.entriesFile(), VALID).toString());
        if (export.isProvable()) {
            links.put("seals", files.link(export.sealsFile(), VALID).toString());
        }
        return links;
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("");
    }
}
