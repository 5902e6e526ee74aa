package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import java.time.Duration;
import java.util.Set;

/**
 * Settles what interrupted calls left behind in the counters: by its record where a call is over,
 * and at nothing where it was never recorded or was drawn from elsewhere. Calls that are open hold
 * what they hold.
 */
public final class Sweep {
    private static final int BATCH = 100;

    private final Counters counters;
    private final Charges charges;
    private final Duration age;

    /**
     * @param age of the reservations to look at; longer than it may take from the admission of a
     *     call to its record
     */
    public Sweep(Counters counters, Charges charges, Duration age) {
        this.counters = counters;
        this.charges = charges;
        this.age = age;
    }

    /**
     * How many reservations it settled.
     *
     * @throws CountersDown if they do not answer; nothing is lost by trying again later
     */
    public int sweep(OrganisationId organisation) {
        int settled = 0;
        int left = 0;
        while (true) {
            var held = counters.heldLongerThan(organisation, age, left);
            for (var reservation : held) {
                if (settle(reservation)) {
                    settled++;
                } else {
                    left++;
                }
            }
            if (held.size() < BATCH) {
                return settled;
            }
        }
    }

    private boolean settle(Reservation held) {
        var charge = charges.find(held.organisation(), held.invocation());
        var here = charge.filter(each -> Set.copyOf(each.draws()).equals(Set.copyOf(held.draws())));
        if (here.filter(Charge::open).isPresent()) {
            return false;
        }
        counters.settle(held, here.map(Charge::amount).orElse(Money.ZERO));
        return true;
    }
}
