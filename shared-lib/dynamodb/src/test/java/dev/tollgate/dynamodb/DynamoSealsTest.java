package dev.tollgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.Seal;
import dev.tollgate.domain.audit.SealAudit;
import dev.tollgate.domain.audit.Sealing;
import dev.tollgate.domain.audit.Verification;
import dev.tollgate.domain.audit.Verification.Fault;
import dev.tollgate.domain.audit.VerifyAudit;
import dev.tollgate.testing.Race;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A day of two writers and three seals, and everything that somebody could do to its rows. */
final class DynamoSealsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Ids IDS = new Ids(InstantSource.system(), RANDOM);
    private static final Sealing KEY = Sealing.of("a secret of thirty-two characters or more");

    private final Dynamo dynamo = LocalTables.shared();
    private final DynamoSeals seals = new DynamoSeals(dynamo, RANDOM);
    private final DynamoAuditTrail trail = new DynamoAuditTrail(dynamo);
    private final OrganisationId organisation = IDS.organisation();

    @BeforeEach
    void record() {
        var one = audit();
        var other = audit();
        for (int seal = 0; seal < 3; seal++) {
            one.record(IntStream.range(0, 4).mapToObj(i -> event("one " + i)).toList());
            other.record(IntStream.range(0, 2).mapToObj(i -> event("other " + i)).toList());
            sealer().seal();
        }
    }

    @Test
    void provesADayThatNobodyTouched() {
        assertThat(verify()).isEqualTo(new Verification.Result(3, 18, List.of()));
        assertThat(list()).extracting(Seal::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void sealsNothingWhenNothingMoved() {
        sealer().seal();

        assertThat(list()).hasSize(3);
    }

    @Test
    void sealsOnceWhenSeveralDoItAtOnce() throws InterruptedException, ExecutionException {
        audit().record(event("late"));

        Race.of(8, _ -> () -> sealer().seal());

        assertThat(list()).extracting(Seal::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(verify()).isEqualTo(new Verification.Result(4, 19, List.of()));
    }

    @Test
    void findsAnEntryThatWasChanged() {
        var entry = entries().get(5);

        for (var attribute : List.of("at", "type", "actor", "subject")) {
            var before = change(row(entry), attribute, text("2026-01-01T00:00:00Z"));
            assertThat(faults()).contains(new Fault(at(entry), "was changed"));
            put(Table.AUDIT, before);
        }
        change(row(entry), "details", AttributeValue.fromM(Map.of("text", text("another"))));
        assertThat(faults()).containsExactly(new Fault(at(entry), "was changed"));
    }

    @Test
    void findsAnEntryThatWasChangedAndHashedAnew() {
        var entry = entries().get(5);
        var forged =
                dev.tollgate.domain.audit.ChainHead.begin(organisation, entry.writer())
                        .link(List.of(event("forged")))
                        .getFirst();

        change(row(entry), "hash", text(forged.hash().hex()));

        assertThat(faults()).contains(new Fault(at(entry), "was changed"));
    }

    @Test
    void findsEntriesThatWereRemoved() {
        var entries = entries();

        for (int i : List.of(0, 7, 17)) {
            var entry = entries.get(i);
            delete(Table.AUDIT, row(entry));
            assertThat(faults()).contains(new Fault(at(entry), "is missing"));
        }
    }

    @Test
    void findsAnEntryThatWasPutIn() {
        var entry = entries().get(4);
        var row = new HashMap<>(row(entry));
        row.put("sk", text(IDS.audit().value()));

        put(Table.AUDIT, row);

        assertThat(faults()).contains(new Fault(at(entry), "was put in or moved"));
    }

    @Test
    void findsEntriesThatChangedPlaces() {
        var entries =
                entries().stream()
                        .filter(entry -> entry.writer().equals(entries().get(0).writer()))
                        .toList();
        var one = new HashMap<>(row(entries.get(1)));
        var other = new HashMap<>(row(entries.get(2)));
        for (var attribute : List.of("seq_key", "previous")) {
            var kept = Optional.ofNullable(one.get(attribute)).orElseThrow();
            one.put(attribute, Optional.ofNullable(other.get(attribute)).orElseThrow());
            other.put(attribute, kept);
        }

        put(Table.AUDIT, one);
        put(Table.AUDIT, other);

        assertThat(faults())
                .extracting(Fault::what)
                .contains("was changed", "does not link to the entry before it");
    }

    @Test
    void findsAnEntryThatCannotBeRead() {
        change(row(entries().get(4)), "hash", text("none"));

        assertThat(faults())
                .extracting(Fault::what)
                .contains("is followed by a row that cannot be read");
    }

    @Test
    void findsASealThatWasChanged() {
        var row = sealRow(2);
        var heads = Optional.ofNullable(row.get("heads")).orElseThrow().l();
        var head = new HashMap<>(heads.getFirst().m());
        head.put("hash", text("f".repeat(64)));

        change(row, "at", text("2026-01-01T00:00:00Z"));
        assertThat(faults())
                .contains(
                        new Fault("seal 2", "is not signed with the key"),
                        new Fault("seal 3", "does not link to the seal before it"));
        put(Table.AUDIT_SEALS, row);
        change(row, "heads", AttributeValue.fromL(List.of(AttributeValue.fromM(head))));
        assertThat(faults())
                .contains(new Fault("seal 2", "has a root that is not that of its heads"));
    }

    @Test
    void findsSealsThatWereRemoved() {
        delete(Table.AUDIT_SEALS, sealRow(3));
        assertThat(faults()).containsExactly(new Fault("seal 3", "to 3 are missing"));

        delete(Table.AUDIT_SEALS, sealRow(1));
        assertThat(faults()).isNotEmpty();
    }

    @Test
    void findsASealThatIsMissingInBetween() {
        delete(Table.AUDIT_SEALS, sealRow(2));

        assertThat(faults()).contains(new Fault("seal 3", "does not follow seal 1"));
    }

    @Test
    void findsSealsThatWereMadeAnewWithAnotherKey() {
        for (long number : LongStream.rangeClosed(1, 3).toArray()) {
            delete(Table.AUDIT_SEALS, sealRow(number));
        }
        var marks = seals.sealed(organisation);
        marks.keySet()
                .forEach(writer ->
                        delete(
                                Table.AUDIT_SEALS,
                                Map.of(
                                        "pk", text(organisation.value()),
                                        "sk", text("writer#" + writer))));

        new SealAudit(
                        seals,
                        () -> Sealing.of("another secret of thirty-two characters"),
                        InstantSource.system())
                .seal();

        assertThat(faults()).contains(new Fault("seal 1", "is not signed with the key"));
    }

    private DynamoAudit audit() {
        return new DynamoAudit(dynamo, Duration.ofDays(400), InstantSource.system(), RANDOM);
    }

    private SealAudit sealer() {
        return new SealAudit(seals, () -> KEY, InstantSource.system());
    }

    private List<Seal> list() {
        return seals.list(organisation, 1, 10);
    }

    private List<AuditEntry> entries() {
        return trail.latest(organisation, AuditQuery.ALL, 100, Optional.empty()).items().reversed();
    }

    private Verification.Result verify() {
        return new VerifyAudit(trail, seals, InstantSource.system())
                .verify(
                        organisation,
                        Instant.EPOCH,
                        Instant.now().plusSeconds(60),
                        List.of(KEY.publicText()),
                        Duration.ofSeconds(20))
                .result();
    }

    private List<Fault> faults() {
        return verify().faults();
    }

    private static String at(AuditEntry entry) {
        return entry.writer() + " " + entry.seq();
    }

    private Map<String, AttributeValue> row(AuditEntry entry) {
        return get(Table.AUDIT, AuditRow.key(organisation, entry.event().id()));
    }

    private Map<String, AttributeValue> sealRow(long number) {
        return get(
                Table.AUDIT_SEALS,
                Map.of(
                        "pk", text(organisation.value()),
                        "sk", text("seal#%019d".formatted(number))));
    }

    private Map<String, AttributeValue> get(Table table, Map<String, AttributeValue> key) {
        return dynamo.client().getItem(get -> get.tableName(dynamo.name(table)).key(key)).item();
    }

    /** Writes the row with another value, and answers the row as it was. */
    private Map<String, AttributeValue> change(
            Map<String, AttributeValue> row, String attribute, AttributeValue value) {
        var changed = new HashMap<>(row);
        changed.put(attribute, value);
        put(row.containsKey("heads") ? Table.AUDIT_SEALS : Table.AUDIT, changed);
        return row;
    }

    private void put(Table table, Map<String, AttributeValue> row) {
        dynamo.client().putItem(put -> put.tableName(dynamo.name(table)).item(row));
    }

    private void delete(Table table, Map<String, AttributeValue> row) {
        var key = new HashMap<>(row);
        Consumer<String> drop = key::remove;
        row.keySet().stream()
                .filter(name -> !name.equals("pk") && !name.equals("sk"))
                .forEach(drop);
        dynamo.client().deleteItem(delete -> delete.tableName(dynamo.name(table)).key(key));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private AuditEvent event(String text) {
        return new AuditEvent(
                IDS.audit(),
                organisation,
                Instant.parse("2026-03-02T09:00:00Z"),
                "test.recorded",
                "usr_admin",
                "agt_1",
                Map.of("text", text));
    }
}
