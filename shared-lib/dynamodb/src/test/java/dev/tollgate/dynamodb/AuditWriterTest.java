package dev.tollgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.AuditQuery;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

final class AuditWriterTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Ids IDS = new Ids(InstantSource.system(), RANDOM);

    private final Dynamo dynamo = LocalTables.shared();
    private final OrganisationId organisation = IDS.organisation();

    @Test
    void linksWhatIsLeftWhenSomeEventsAreThereAlready() {
        var events = events(6);
        writer().write(List.of(events.get(1), events.get(4)));

        writer().write(events);

        assertThat(entries())
                .filteredOn(entry -> !List.of(events.get(1), events.get(4)).contains(entry.event()))
                .extracting(AuditEntry::seq)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void beginsANewChainWhenItsHeadIsNotWhereItLeftIt() {
        var writer = writer();
        var events = events(4);
        writer.write(events.subList(0, 2));
        moveHead(entries().getLast());

        writer.write(events.subList(2, 4));

        var entries = entries();
        assertThat(entries).extracting(AuditEntry::event).containsExactlyElementsOf(events);
        assertThat(entries).extracting(AuditEntry::seq).containsExactly(1L, 2L, 1L, 2L);
        assertThat(entries.get(2).writer()).isNotEqualTo(entries.get(1).writer());
    }

    @Test
    void beginsANewChainAfterAWriteThatFailed() {
        var writer = writer();
        var events = events(2);
        writer.write(events.subList(0, 1));
        var tooLarge = event(Map.of("detail", "x".repeat(500_000)));

        assertThatThrownBy(() -> writer.write(List.of(tooLarge)))
                .isInstanceOf(DynamoDbException.class);
        writer.write(events.subList(1, 2));

        var entries = entries();
        assertThat(entries).extracting(AuditEntry::event).containsExactlyElementsOf(events);
        assertThat(entries).extracting(AuditEntry::seq).containsExactly(1L, 1L);
    }

    /** As if another process had written with the same id. */
    private void moveHead(AuditEntry last) {
        for (int shard = 0; shard < HeadRow.SHARDS; shard++) {
            var key =
                    Map.of(
                            "pk", AttributeValue.fromS(HeadRow.shard(shard)),
                            "sk", AttributeValue.fromS(last.writer().value()));
            var table = dynamo.name(Table.AUDIT_HEADS);
            if (dynamo.client().getItem(get -> get.tableName(table).key(key)).hasItem()) {
                dynamo.client()
                        .updateItem(update ->
                                update.tableName(table)
                                        .key(key)
                                        .updateExpression("SET seq = :seq")
                                        .expressionAttributeValues(
                                                Map.of(":seq", AttributeValue.fromN("77"))));
            }
        }
    }

    private AuditWriter writer() {
        return new AuditWriter(
                dynamo,
                new Transactions(dynamo.client(), RANDOM),
                organisation,
                Duration.ofDays(400),
                IDS,
                InstantSource.system());
    }

    private List<AuditEntry> entries() {
        return new ArrayList<>(
                        new DynamoAuditTrail(dynamo)
                                .latest(organisation, AuditQuery.ALL, 100, Optional.empty())
                                .items())
                .reversed();
    }

    private List<AuditEvent> events(int count) {
        return IntStream.range(0, count).mapToObj(_ -> event(Map.of())).toList();
    }

    private AuditEvent event(Map<String, String> details) {
        return new AuditEvent(
                IDS.audit(),
                organisation,
                Instant.parse("2026-03-02T09:00:00Z"),
                "test.recorded",
                "usr_admin",
                "",
                details);
    }
}
