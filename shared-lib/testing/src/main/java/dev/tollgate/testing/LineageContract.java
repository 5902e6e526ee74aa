package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.Draw;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.LineageQuery;
import dev.tollgate.domain.lineage.Outcome;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Lineage} does. */
public interface LineageContract {
    Instant START = Instant.parse("2026-01-31T12:00:00Z");

    Lineage lineage();

    @Test
    default void keepsAnOpenCallWithAllThatItHolds() {
        var row = open(organisation(), 0);
        lineage().open(row);

        assertThat(lineage().find(row.organisation(), row.id())).contains(row);
    }

    @Test
    default void keepsACallThatIsOverWithItsOutcome() {
        var row = over(open(organisation(), 0));
        lineage().open(row);

        assertThat(lineage().find(row.organisation(), row.id())).contains(row);
    }

    @Test
    default void hidesCallsFromOtherOrganisations() {
        var row = open(organisation(), 0);
        lineage().open(row);

        assertThat(lineage().find(organisation(), row.id())).isEmpty();
    }

    @Test
    default void takesTheSameRowTwiceButNoOtherUnderItsId() {
        var row = open(organisation(), 0);
        lineage().open(row);
        lineage().open(row);

        assertThatThrownBy(() -> lineage().open(over(row))).isInstanceOf(RuntimeException.class);
    }

    @Test
    default void letsOneOfManyEndACall() throws Exception {
        var row = open(organisation(), 0);
        lineage().open(row);
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Boolean> end = () -> lineage().replaceOpen(over(row));
            var ended = threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> end).toList());

            assertThat(ended.stream().filter(each -> each.resultNow()).count()).isEqualTo(1);
        }
        assertThat(lineage().find(row.organisation(), row.id())).contains(over(row));
    }

    @Test
    default void replacesNoRowThatIsNotThere() {
        assertThat(lineage().replaceOpen(over(open(organisation(), 0)))).isFalse();
    }

    @Test
    default void listsTheNewestFirstAndGoesOnWhereItStopped() {
        var organisation = organisation();
        var rows = IntStream.range(0, 5).mapToObj(i -> open(organisation, i)).toList();
        rows.forEach(lineage()::open);
        lineage().open(open(organisation(), 9));

        var listed = all(organisation, LineageQuery.ALL, 2);

        assertThat(listed).isEqualTo(rows.reversed());
    }

    @Test
    default void listsByAgentStatusUserAndTime() {
        var organisation = organisation();
        var early = open(organisation, 0);
        var late = over(open(organisation, 60));
        lineage().open(early);
        lineage().open(late);

        assertThat(all(organisation, byAgent(late.agent()), 10)).containsExactly(late);
        assertThat(all(organisation, byStatus(InvocationStatus.COMPLETED), 10))
                .containsExactly(late);
        assertThat(all(organisation, byEmail("PERSON-0@example.com"), 10)).containsExactly(early);
        assertThat(all(organisation, between(START.plusSeconds(30), START.plusSeconds(61)), 10))
                .containsExactly(late);
        assertThat(all(organisation, between(START, START.plusSeconds(60)), 10))
                .containsExactly(early);
    }

    @Test
    default void findsOpenCallsThatArePastTheirTime() {
        var overdue = open(organisation(), 0);
        var ended = open(organisation(), 1);
        lineage().open(overdue);
        lineage().open(ended);
        lineage().replaceOpen(over(ended));

        assertThat(lineage().overdue(overdue.openUntil().plusMillis(1)))
                .contains(overdue)
                .doesNotContain(ended, over(ended));
        assertThat(lineage().overdue(overdue.openUntil())).doesNotContain(overdue);
    }

    private List<Invocation> all(OrganisationId organisation, LineageQuery query, int limit) {
        var all = new ArrayList<Invocation>();
        var page = lineage().list(organisation, query, PageRequest.first(limit));
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = lineage().list(organisation, query, new PageRequest(limit, page.next()));
            all.addAll(page.items());
        }
        return all;
    }

    private static LineageQuery byAgent(AgentId agent) {
        return new LineageQuery(
                Optional.of(agent),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static LineageQuery byStatus(InvocationStatus status) {
        return new LineageQuery(
                Optional.empty(),
                Optional.of(status),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static LineageQuery byEmail(String email) {
        return new LineageQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.of(email),
                Optional.empty(),
                Optional.empty());
    }

    private static LineageQuery between(Instant since, Instant until) {
        return new LineageQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(since),
                Optional.of(until));
    }

    private static OrganisationId organisation() {
        return new Ids(InstantSource.system(), new SecureRandom()).organisation();
    }

    private static Invocation open(OrganisationId organisation, int second) {
        var at = START.plusSeconds(second);
        var ids = new Ids(() -> at, new SecureRandom());
        var agent = ids.agent();
        var scope = LimitScope.agent(agent);
        return new Invocation(
                ids.invocation(),
                organisation,
                agent,
                Platform.CUSTOM_HTTP,
                "production",
                new Caller(
                        "key_1",
                        Optional.of("red"),
                        new ExternalIdentity(
                                Optional.of("person-" + second),
                                Optional.of("Person-" + second + "@example.com"),
                                Optional.of("crm"),
                                Optional.of("s-1"),
                                Optional.of("{\"a\":1}"),
                                Optional.of("contract")),
                        "127.0.0.1"),
                "0123456789abcdef0123456789abcdef",
                InvocationStatus.ADMITTED,
                Optional.of("everyone (version 1)"),
                new Money(50_000),
                Money.ZERO,
                List.of(
                        new Draw(new BudgetKey(organisation, Period.DAILY, "2026-01-31", scope), 3),
                        new Draw(
                                new BudgetKey(organisation, Period.MONTHLY, "2026-01", scope),
                                Draw.DIRECT)),
                Optional.of(scope),
                at,
                at.plusSeconds(120),
                Optional.empty(),
                Optional.empty());
    }

    private static Invocation over(Invocation open) {
        return open.ended(
                InvocationStatus.COMPLETED,
                new Money(40_000),
                new Outcome(
                        open.requestedAt().plusSeconds(1),
                        Optional.of("code"),
                        Optional.of("detail"),
                        OptionalInt.of(200),
                        Optional.of("{\"reply\":\"yes\"}")));
    }
}
