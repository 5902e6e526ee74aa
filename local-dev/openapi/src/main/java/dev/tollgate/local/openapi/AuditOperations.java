package dev.tollgate.local.openapi;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.ExportId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.WriterId;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.domain.audit.Export;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Header;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Arrays;
import java.util.Map;

/** What was recorded, and the proof that it was not changed. */
final class AuditOperations {
    private static final Schema HASH = Schema.matching("[0-9a-f]{64}");

    private static final Schema FORMAT =
            Schema.word(Arrays.stream(Export.Format.values()).map(Export.Format::text).toList());

    private AuditOperations() {}

    static Map<String, Schema> schemas() {
        var fault = Shape.written().always("where", Schema.text()).always("what", Schema.text());
        return Map.of(
                "AuditEntry",
                Shape.written()
                        .always("id", Values.id(AuditId.PREFIX))
                        .always("organisation", Values.id(OrganisationId.PREFIX))
                        .always("at", Schema.time())
                        .always("action", Schema.text())
                        .always("actor", Schema.text())
                        .always("subject", Schema.text())
                        .always("details", Schema.map(Schema.text()))
                        .always("writer", Values.id(WriterId.PREFIX))
                        .always("seq", Schema.integer(1).described("In the writer's chain."))
                        .always("previous", HASH.described("Of the entry before it there."))
                        .always("hash", HASH)
                        .schema(),
                "AuditProof",
                Shape.written()
                        .always("holds", Schema.flag())
                        .always(
                                "complete",
                                Schema.flag().described("Whether there was time for all of it."))
                        .always("seals", Schema.integer(0))
                        .always("entries", Schema.integer(0))
                        .always("faults", Schema.list(fault.schema()))
                        .maybe("next_since", Schema.time().described("From where to go on."))
                        .schema(),
                "AuditExport",
                exported(),
                "AuditKeys",
                Shape.written()
                        .always("algorithm", Schema.constant("Ed25519"))
                        .always(
                                "keys",
                                Schema.list(
                                        Schema.text()
                                                .described(
                                                        "A SubjectPublicKeyInfo in DER and base"
                                                                + " 64.")))
                        .schema());
    }

    static Operation read() {
        return Area.AUDIT
                .operation("Read the audit")
                .described("The last entries that fit, the newest last; the cursor leads back.")
                .takes(
                        Parameter.query(
                                "tail",
                                "How many at most.",
                                Schema.integer(1, AuditTrail.MOST).otherwise(AuditTrail.USUAL)),
                        Parameter.query("actor", "By this principal.", Schema.text()),
                        Parameter.query("action", "Of this kind.", Schema.text()),
                        Parameter.query("subject", "About this.", Schema.text()),
                        Values.since(),
                        Values.until(),
                        Values.cursor())
                .gives(Answer.ok("Entries.", Values.page("AuditEntry").schema()));
    }

    static Operation verify() {
        return Area.AUDIT
                .operation("Prove that the audit was not changed")
                .reads(
                        Body.json(
                                Shape.read()
                                        .maybe(
                                                "since",
                                                Schema.time()
                                                        .described("The beginning unless given."))
                                        .maybe(
                                                "until",
                                                Schema.time().described("Now unless given."))
                                        .schema()))
                .gives(Answer.ok("What was found.", Schema.ref("AuditProof")));
    }

    private static Schema exported() {
        var links =
                Shape.written()
                        .always("entries", Schema.text())
                        .maybe("seals", Schema.text().described("Of one that can be proved."));
        return Shape.written()
                .always("id", Values.id(ExportId.PREFIX))
                .always("format", FORMAT)
                .always("since", Schema.time())
                .always("until", Schema.time())
                .maybe("actor", Schema.text())
                .maybe("action", Schema.text())
                .maybe("subject", Schema.text())
                .always("requested_by", Schema.text().described("The id of a principal."))
                .always("requested_at", Schema.time())
                .always("status", Schema.word("pending", "ready", "failed"))
                .maybe("entries", Schema.integer(0))
                .maybe("links", links.schema().described("Where the files are, once it is ready."))
                .maybe("links_valid_until", Schema.time())
                .maybe("reason", Schema.text().described("Why it failed."))
                .schema();
    }

    static Operation export() {
        var filter = Schema.text(AuditQuery.LONGEST_FILTER);
        return Area.AUDIT
                .operation("Order a file of the audit")
                .described(
                        "It is made within a minute or so. One in `jsonl` that leaves nothing out"
                                + " comes with its seals, and can be proved.")
                .reads(
                        Body.json(
                                Shape.read()
                                        .always("format", FORMAT)
                                        .always("since", Schema.time())
                                        .always(
                                                "until",
                                                Schema.time().described("Later than `since`."))
                                        .maybe("actor", filter)
                                        .maybe("action", filter)
                                        .maybe("subject", filter)
                                        .schema()))
                .gives(
                        Answer.accepted("The order.", Schema.ref("AuditExport"))
                                .with(
                                        Header.always(
                                                "Location",
                                                "Where to ask for the file.",
                                                Schema.text())));
    }

    static Operation readExport() {
        return Area.AUDIT
                .operation("Read whether a file of the audit is ready, and where it is")
                .takes(Values.idInPath(ExportId.PREFIX, "export"))
                .gives(Answer.ok("The export.", Schema.ref("AuditExport")))
                .refuses(Refusals.INVALID, Refusals.NOT_FOUND);
    }

    static Operation publicKey() {
        return Area.AUDIT
                .operation("Read the keys that seals are signed with")
                .gives(Answer.ok("The keys, the newest first.", Schema.ref("AuditKeys")))
                .refuses(Refusals.INVALID);
    }
}
