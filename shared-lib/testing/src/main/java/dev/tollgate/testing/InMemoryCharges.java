package dev.tollgate.testing;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.Charge;
import dev.tollgate.domain.admission.Charges;
import dev.tollgate.domain.admission.Reservation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** A ledger that tests write as an invocation would. */
public final class InMemoryCharges implements Charges {
    private final Map<OrganisationId, Map<InvocationId, Charge>> charges =
            new ConcurrentHashMap<>();

    public void record(Reservation admitted) {
        put(admitted, admitted.held(), true);
    }

    public void close(Reservation admitted, Money cost) {
        put(admitted, cost, false);
    }

    private void put(Reservation admitted, Money amount, boolean open) {
        charges.computeIfAbsent(admitted.organisation(), any -> new ConcurrentHashMap<>())
                .put(admitted.invocation(), new Charge(admitted.draws(), amount, open));
    }

    /** What calls took of a budget, those in flight included, from generations that fit. */
    public long sum(BudgetKey key, LongPredicate generation) {
        return of(key.organisation()).values().stream()
                .filter(charge ->
                        charge.draws().stream()
                                .anyMatch(draw ->
                                        draw.key().equals(key)
                                                && generation.test(draw.generation())))
                .mapToLong(charge -> charge.amount().micros())
                .sum();
    }

    /** What calls took of a budget, but for its current slices. */
    public long sumBefore(BudgetAccount account) {
        return sum(account.key(), generation -> generation < Math.max(1, account.generation()));
    }

    @Override
    public void each(
            OrganisationId organisation, Instant from, Instant to, Consumer<Charge> charge) {
        of(organisation)
                .forEach((invocation, each) -> {
                    if (!invocation.time().isBefore(from) && invocation.time().isBefore(to)) {
                        charge.accept(each);
                    }
                });
    }

    @Override
    public Optional<Charge> find(OrganisationId organisation, InvocationId invocation) {
        return Optional.ofNullable(of(organisation).get(invocation));
    }

    private Map<InvocationId, Charge> of(OrganisationId organisation) {
        return charges.getOrDefault(organisation, Map.of());
    }
}
