package dev.tollgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.Charge;
import dev.tollgate.domain.admission.Draw;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DynamoChargesTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final DynamoLineage lineage = new DynamoLineage(LocalTables.shared());
    private final DynamoCharges charges = new DynamoCharges(LocalTables.shared());
    private final OrganisationId organisation =
            new Ids(() -> START, new SecureRandom()).organisation();

    @Test
    void countsWhatOpenCallsHoldAndWhatOthersCost() {
        var open = open(0);
        var over = open(1);
        lineage.open(open);
        lineage.open(over);
        lineage.replaceOpen(
                over.ended(
                        InvocationStatus.COMPLETED,
                        new Money(40_000),
                        Outcome.refused(START, "done", "for the test")));

        assertThat(between(START, START.plusSeconds(2)))
                .containsExactly(
                        new Charge(open.draws(), new Money(50_000), true),
                        new Charge(over.draws(), new Money(40_000), false));
        assertThat(charges.find(organisation, open.id()))
                .contains(new Charge(open.draws(), new Money(50_000), true));
    }

    @Test
    void leavesOutWhatIsEarlierOrLater() {
        lineage.open(open(0));
        var inside = open(1);
        lineage.open(inside);
        lineage.open(open(2));

        assertThat(between(START.plusSeconds(1), START.plusSeconds(2)))
                .containsExactly(new Charge(inside.draws(), new Money(50_000), true));
    }

    private List<Charge> between(Instant from, Instant to) {
        var found = new ArrayList<Charge>();
        charges.each(organisation, from, to, found::add);
        return found;
    }

    private Invocation open(int second) {
        var at = START.plusSeconds(second);
        var ids = new Ids(() -> at, new SecureRandom());
        var agent = ids.agent();
        var key = new BudgetKey(organisation, Period.DAILY, "2026-01-31", LimitScope.agent(agent));
        return new Invocation(
                ids.invocation(),
                organisation,
                agent,
                Platform.CUSTOM_HTTP,
                "production",
                new Caller("key_1", Optional.empty(), ExternalIdentity.NONE, "192.0.2.7"),
                "0123456789abcdef0123456789abcdef",
                InvocationStatus.ADMITTED,
                Optional.empty(),
                new Money(50_000),
                Money.ZERO,
                List.of(new Draw(key, 1)),
                Optional.empty(),
                at,
                at.plusSeconds(120),
                Optional.empty(),
                Optional.empty());
    }
}
