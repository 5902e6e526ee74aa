package dev.tollgate.dynamodb;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.testing.AuditContract;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;

final class DynamoAuditTest implements AuditContract {
    private final Audit audit = new DynamoAudit(LocalTables.shared());

    @Override
    public Audit audit() {
        return audit;
    }

    @Override
    public List<AuditEvent> recorded(OrganisationId organisation) {
        var day = Key.builder().partitionValue(organisation + "#2026-03-02").build();
        return LocalTables.shared()
                .documents(Table.AUDIT)
                .query(QueryConditional.keyEqualTo(day))
                .items()
                .stream()
                .map(DynamoAuditTest::event)
                .toList();
    }

    private static AuditEvent event(EnhancedDocument row) {
        var text = EnhancedType.of(String.class);
        return new AuditEvent(
                new AuditId(row.getString("sk")),
                new OrganisationId(row.getString("organisation")),
                Instant.parse(row.getString("at")),
                row.getString("type"),
                row.getString("actor"),
                row.getString("subject"),
                row.getMap("details", text, text));
    }
}
