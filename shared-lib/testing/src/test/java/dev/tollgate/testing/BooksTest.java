package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.Reconcile;
import dev.tollgate.domain.admission.Reservation;
import dev.tollgate.domain.admission.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Months of one organisation's calls, with the counters lost, down and cut off at random. */
final class BooksTest {
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Instant ENDS = Instant.parse("2026-11-23T00:00:00Z");

    private final SetClock clock = new SetClock(Instant.parse("2026-11-22T06:00:00Z"));
    private final InMemoryBudgets budgets = new InMemoryBudgets(clock);
    private final InMemoryCharges charges = new InMemoryCharges();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void balanceToTheMicroDollar(boolean mayCostMore) {
        for (int seed = 0; seed < 150; seed++) {
            new Life(seed, mayCostMore).live();
        }
    }

    /** One organisation with a daily and a monthly budget. */
    private final class Life {
        private final int seed;
        private final boolean mayCostMore;
        private final Random random;
        private final Ids ids;
        private final OrganisationId organisation;
        private final List<BudgetRule> rules;
        private final List<InMemoryCounters> counters =
                List.of(new InMemoryCounters(clock), new InMemoryCounters(clock));
        private final List<Reservation> open = new ArrayList<>();
        private int current;

        Life(int seed, boolean mayCostMore) {
            this.seed = seed;
            this.mayCostMore = mayCostMore;
            this.random = new Random(seed);
            this.ids = new Ids(clock, random);
            this.organisation = ids.organisation();
            clock.set(Instant.parse("2026-11-22T06:00:00Z"));
            this.rules =
                    List.of(
                            rule(Period.DAILY, "2026-11-22", random.nextInt(3000)),
                            rule(Period.MONTHLY, "2026-11", random.nextInt(3000)));
        }

        void live() {
            for (int step = 0; step < 400; step++) {
                clock.pass(Duration.ofMillis(random.nextInt(3000)));
                switch (random.nextInt(40)) {
                    case 0 -> counters().lose();
                    case 1 -> counters().down(true);
                    case 2, 3 -> counters().down(false);
                    // A partition: callers go to another server, and come back to this one.
                    case 4 -> current = 1 - current;
                    case 5 -> maintain();
                    case 6 -> clock.pass(Duration.ofSeconds(random.nextInt(100)));
                    default -> call();
                }
                rules.forEach(this::isWithinItsLimit);
            }
            rest();
            rules.forEach(this::balances);
            if (!mayCostMore) {
                spendTheRest();
            }
            new ArrayList<>(open).forEach(this::end);
            clock.set(Instant.parse("2026-12-02T00:00:00Z"));
            rest();
            rules.forEach(this::closed);
        }

        private void isWithinItsLimit(BudgetRule rule) {
            if (!mayCostMore) {
                assertThat(spent(rule.key()))
                        .as("seed %s", seed)
                        .isLessThanOrEqualTo(rule.limit().micros());
            }
        }

        private InMemoryCounters counters() {
            return counters.get(current);
        }

        private void call() {
            var admission = admit(random.nextInt(20));
            if (!(admission instanceof Admission.Admitted(var reservation, var a, var b, var c))
                    || random.nextInt(10) == 0) {
                // Refused; or crashed before the record, so that nothing was carried out.
                return;
            }
            clock.pass(Duration.ofMillis(random.nextInt(2000)));
            charges.record(reservation);
            if (random.nextInt(5) == 0) {
                open.add(reservation);
            } else {
                end(reservation);
            }
            if (!open.isEmpty() && random.nextInt(3) == 0) {
                end(open.get(random.nextInt(open.size())));
            }
        }

        private void end(Reservation reservation) {
            open.remove(reservation);
            int most = (int) reservation.held().micros() + (mayCostMore ? 15 : 0);
            var cost = new Money(random.nextInt(most + 1));
            charges.close(reservation, cost);
            if (random.nextInt(5) > 0) {
                try {
                    counters().settle(reservation, cost);
                } catch (CountersDown down) {
                    // Maintenance settles it.
                }
            }
        }

        private Admission admit(int cost) {
            var request =
                    new AdmissionRequest(
                            organisation,
                            ids.invocation(),
                            new Money(cost),
                            List.of(),
                            Optional.empty(),
                            rules);
            return new Admit(
                            counters(),
                            budgets,
                            Admit.RateFailMode.OPEN,
                            clock,
                            attempt -> clock.pass(Duration.ofMillis(5)))
                    .admit(request);
        }

        private void maintain() {
            try {
                new Sweep(counters(), charges, GRACE).sweep(organisation);
            } catch (CountersDown down) {
                // Later.
            }
            new Reconcile(budgets, counters(), charges, GRACE, clock)
                    .reconcile(Set.of("2026-11-22", "2026-11"));
        }

        private void rest() {
            counters().down(false);
            for (int i = 0; i < 4; i++) {
                clock.pass(GRACE);
                maintain();
            }
        }

        private void balances(BudgetRule rule) {
            var account = budgets.find(rule.key());
            long available =
                    counters().usage(organisation, List.of(), List.of(rule)).budgets().stream()
                            .filter(slices -> slices.generation() == account.generation())
                            .mapToLong(Counters.SliceState::available)
                            .sum();
            long current =
                    charges.sum(rule.key(), each -> each > 0 && each == account.generation());

            assertThat(current + available)
                    .as("slices, seed %s", seed)
                    .isEqualTo(account.leased() - account.base());
            assertThat(charges.sumBefore(account))
                    .as("the rest, seed %s", seed)
                    .isEqualTo(account.settled());
        }

        private void spendTheRest() {
            while (admit(1) instanceof Admission.Admitted admitted) {
                charges.close(admitted.reservation(), new Money(1));
            }
            assertThat(rules)
                    .as("seed %s", seed)
                    .anyMatch(rule -> spent(rule.key()) == rule.limit().micros());
        }

        private void closed(BudgetRule rule) {
            assertThat(budgets.find(rule.key()))
                    .as("seed %s", seed)
                    .matches(account -> account.generation() == 0 || account.run().equals("closed"))
                    .matches(account -> account.total() == spent(rule.key()))
                    .matches(account -> account.reconciled());
        }

        private long spent(BudgetKey key) {
            return charges.sum(key, any -> true);
        }

        private BudgetRule rule(Period period, String label, long limit) {
            var scope = LimitScope.organisation(organisation);
            var key = new BudgetKey(organisation, period, label, scope);
            return new BudgetRule(key, new Money(limit), true, ENDS);
        }
    }
}
