package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.domain.audit.Hash;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Audit} and the {@link AuditTrail} over it do. Each test uses an organisation of
 * its own.
 */
public interface AuditContract {
    Instant AT = Instant.parse("2026-03-02T23:59:59.999Z");
    Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    Audit audit();

    AuditTrail trail();

    @Test
    default void keepsEveryEventOfALongListInOneChain() {
        var organisation = IDS.organisation();
        var events =
                IntStream.range(0, 240)
                        .mapToObj(i -> event(organisation, Map.of("number", "" + i)))
                        .toList();

        audit().record(events);

        var entries = recorded(organisation);
        assertThat(entries).extracting(AuditEntry::event).containsExactlyElementsOf(events);
        assertThat(entries).extracting(AuditEntry::writer).containsOnly(entries.get(0).writer());
        assertThatChainsHold(entries);
    }

    @Test
    default void keepsAnEventThatIsRecordedTwiceOnce() {
        var organisation = IDS.organisation();
        var events = IntStream.range(0, 5).mapToObj(_ -> event(organisation, Map.of())).toList();

        audit().record(events.get(1), events.get(1));
        audit().record(events.subList(0, 4));
        audit().record(events);

        var entries = recorded(organisation);
        assertThat(entries)
                .extracting(AuditEntry::event)
                .containsExactlyInAnyOrderElementsOf(events);
        assertThat(entries)
                .extracting(AuditEntry::seq)
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        assertThatChainsHold(entries);
    }

    @Test
    default void doesNothingForNoEvents() {
        var organisation = IDS.organisation();

        audit().record(List.of());

        assertThat(recorded(organisation)).isEmpty();
    }

    @Test
    default void masksWhatIsSensitiveInDetails() {
        var organisation = IDS.organisation();

        audit().record(
                        event(
                                organisation,
                                Map.of("detail", "sent to jo@example.com", "password", "hunter2")));

        assertThat(recorded(organisation))
                .extracting(entry -> entry.event().details())
                .containsExactly(
                        Map.of(
                                "detail",
                                "sent to [REDACTED:email]",
                                "password",
                                "[REDACTED:secret]"));
    }

    @Test
    default void keepsEachOrganisationsEventsApart() {
        var one = event(IDS.organisation(), Map.of());
        var other = event(IDS.organisation(), Map.of());

        audit().record(one, other);

        assertThat(recorded(one.organisation())).extracting(AuditEntry::event).containsExactly(one);
        assertThat(recorded(other.organisation()))
                .extracting(AuditEntry::event, AuditEntry::seq, AuditEntry::previous)
                .containsExactly(tuple(other, 1L, Hash.NONE));
    }

    @Test
    default void takesWhatManyThreadsRecordAtOnce()
            throws InterruptedException, ExecutionException {
        var organisation = IDS.organisation();
        var shared = event(organisation, Map.of("by", "all"));

        Race.of(
                32,
                thread ->
                        () -> {
                            for (int i = 0; i < 5; i++) {
                                audit().record(
                                                event(organisation, Map.of("by", "" + thread)),
                                                shared,
                                                event(organisation, Map.of("by", "" + thread)));
                            }
                            return thread;
                        });

        var entries = recorded(organisation);
        assertThat(entries).hasSize(32 * 5 * 2 + 1);
        assertThatChainsHold(entries);
    }

    @Test
    default void readsTheLatestThatFitFirst() {
        var organisation = IDS.organisation();
        var events =
                IntStream.range(0, 30)
                        .mapToObj(i ->
                                new AuditEvent(
                                        IDS.audit(),
                                        organisation,
                                        AT,
                                        i % 2 == 0 ? "even" : "odd",
                                        "usr_" + i % 3,
                                        "agt_" + i % 5,
                                        Map.of()))
                        .toList();
        audit().record(events);

        var query =
                new AuditQuery(
                        Optional.of("usr_0"),
                        Optional.of("even"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var first = trail().latest(organisation, query, 3, Optional.empty());
        var second = trail().latest(organisation, query, 3, first.next().map(AuditId::new));

        assertThat(first.items())
                .extracting(AuditEntry::event)
                .containsExactly(events.get(24), events.get(18), events.get(12));
        assertThat(second.items())
                .extracting(AuditEntry::event)
                .containsExactly(events.get(6), events.get(0));
        assertThat(second.next()).isEmpty();
    }

    @Test
    default void readsTheEarliestFirst() {
        var organisation = IDS.organisation();
        var events = IntStream.range(0, 5).mapToObj(_ -> event(organisation, Map.of())).toList();
        audit().record(events);

        var first = trail().earliest(organisation, AuditQuery.ALL, 3, Optional.empty());
        var second =
                trail().earliest(organisation, AuditQuery.ALL, 3, first.next().map(AuditId::new));

        assertThat(first.items())
                .extracting(AuditEntry::event)
                .containsExactlyElementsOf(events.subList(0, 3));
        assertThat(second.items())
                .extracting(AuditEntry::event)
                .containsExactlyElementsOf(events.subList(3, 5));
    }

    @Test
    default void readsAStretchOfTime() {
        var organisation = IDS.organisation();
        var seconds =
                IntStream.range(0, 4)
                        .mapToObj(i -> {
                            var at = AT.plusSeconds(i);
                            return event(
                                    Ids.repeatable(at, organisation.value()).audit(),
                                    organisation,
                                    Map.of());
                        })
                        .toList();
        audit().record(seconds);

        var query =
                new AuditQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("key_00000000000000000000000000"),
                        Optional.of(AT.plusSeconds(1)),
                        Optional.of(AT.plusSeconds(3)));

        assertThat(trail().latest(organisation, query, 10, Optional.empty()).items())
                .extracting(AuditEntry::event)
                .containsExactly(seconds.get(2), seconds.get(1));
    }

    @Test
    default void readsAStretchOfAChain() {
        var organisation = IDS.organisation();
        var events = IntStream.range(0, 6).mapToObj(_ -> event(organisation, Map.of())).toList();
        audit().record(events);
        var writer = recorded(organisation).getFirst().writer();

        assertThat(trail().chain(organisation, writer, 2, 4))
                .extracting(AuditEntry::event)
                .containsExactlyElementsOf(events.subList(1, 4));
        assertThat(trail().chain(IDS.organisation(), writer, 2, 4)).isEmpty();
    }

    /** All of an organisation, page after page, in the order of their ids. */
    private List<AuditEntry> recorded(OrganisationId organisation) {
        var all = new ArrayList<AuditEntry>();
        var before = Optional.<AuditId>empty();
        do {
            var page = trail().latest(organisation, AuditQuery.ALL, 100, before);
            all.addAll(page.items());
            before = page.next().map(AuditId::new);
        } while (before.isPresent());
        return all.reversed();
    }

    /** Without a gap from 1, each holding the hash of the one before. */
    private static void assertThatChainsHold(List<AuditEntry> entries) {
        var bySeq =
                entries.stream()
                        .collect(
                                Collectors.groupingBy(
                                        AuditEntry::writer,
                                        Collectors.toMap(AuditEntry::seq, entry -> entry)));
        assertThat(bySeq.values())
                .allSatisfy(chain -> {
                    var previous = Hash.NONE;
                    for (long seq = 1; seq <= chain.size(); seq++) {
                        var entry = Optional.ofNullable(chain.get(seq)).orElseThrow();
                        assertThat(entry.isIntact()).isTrue();
                        assertThat(entry.previous()).isEqualTo(previous);
                        previous = entry.hash();
                    }
                });
    }

    private static AuditEvent event(OrganisationId organisation, Map<String, String> details) {
        return event(IDS.audit(), organisation, details);
    }

    private static AuditEvent event(
            AuditId id, OrganisationId organisation, Map<String, String> details) {
        return new AuditEvent(
                id,
                organisation,
                AT,
                "api_key.created",
                "usr_admin",
                "key_00000000000000000000000000",
                details);
    }
}
