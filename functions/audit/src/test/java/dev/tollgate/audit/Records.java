package dev.tollgate.audit;

import dev.tollgate.archive.SealingKeys;
import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.ExportId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.Export;
import dev.tollgate.domain.audit.SealAudit;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryExports;
import dev.tollgate.testing.InMemorySeals;
import dev.tollgate.testing.RecordedMetrics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The function over twins in which something is recorded, of two organisations. */
final class Records {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    static final OrganisationId HOME = new OrganisationId("org_00000000000000000000000000");
    static final OrganisationId AWAY = new OrganisationId("org_00000000000000000000000001");

    final InMemoryAudit audit = new InMemoryAudit();
    final InMemorySeals seals = new InMemorySeals(audit);
    final InMemoryExports exports = new InMemoryExports();
    final SealingKeys keys = new SealingKeys(() -> "a secret of thirty-two characters or more");
    final AuditFunction function =
            new AuditFunction(
                    new AuditFunction.Ports(
                            audit,
                            seals,
                            keys,
                            exports,
                            exports,
                            audit,
                            new RecordedMetrics(),
                            () -> NOW.plusSeconds(70),
                            new SplittableRandom(7)));

    Records() {
        record(HOME, 0, "admin.login", "usr_admin", "usr_admin", Map.of("source_ip", "192.0.2.7"));
        record(
                HOME,
                1,
                "api_key.created",
                "usr_admin",
                "key_01jc3v9d2k5m8q1r4t7w0xzabc",
                Map.of("name", "nightly report", "scopes", "agents:read"));
        record(AWAY, 1, "admin.login", "usr_other", "usr_other", Map.of());
        record(HOME, 2, "api_key.created", "usr_ops", "key_01jc3v9d2k5m8q1r4t7w0xzdef", Map.of());
        record(HOME, 3, "admin.login_failed", "anonymous", "usr_admin", Map.of());
        new SealAudit(seals, keys::current, () -> NOW.plusSeconds(60)).seal();
        exports.add(export("exp_00000000000000000000000000", Export.Format.CSV));
        exports.add(
                export("exp_00000000000000000000000001", Export.Format.JSONL)
                        .with(new Export.Ready(4)));
        exports.add(
                export("exp_00000000000000000000000002", Export.Format.CSV)
                        .with(new Export.Failed("Something went wrong. Ask again.")));
    }

    private static Export export(String id, Export.Format format) {
        return new Export(
                new ExportId(id),
                HOME,
                "usr_auditor",
                NOW,
                new AuditQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(NOW.minusSeconds(3600)),
                        Optional.of(NOW)),
                format,
                new Export.Pending());
    }

    private void record(
            OrganisationId organisation,
            int second,
            String type,
            String actor,
            String subject,
            Map<String, String> details) {
        var at = NOW.plusSeconds(second);
        var id = AuditId.earliest(at).value().replaceFirst("0$", "" + second);
        audit.record(
                new AuditEvent(
                        new AuditId(organisation.equals(HOME) ? id : id.replaceFirst(".$", "z")),
                        organisation,
                        at,
                        type,
                        actor,
                        subject,
                        details));
    }
}
