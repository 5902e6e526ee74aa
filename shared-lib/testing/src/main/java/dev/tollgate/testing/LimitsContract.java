package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.admission.ScopedLimits;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What every store of limits keeps to. Each test has organisations of its own. */
public abstract class LimitsContract {
    private static final int THREADS = 32;

    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
    private final OrganisationId acme = ids.organisation();
    private final OrganisationId other = ids.organisation();

    protected abstract Limits limits();

    @Test
    void limitsNothingAtFirst() {
        assertThat(limits().find(acme)).isEqualTo(OrganisationLimits.NONE);
    }

    @Test
    void findsWhatWasSetWithEveryField() {
        assertThat(limits().replace(acme, sample(1))).isTrue();

        assertThat(limits().find(acme)).isEqualTo(sample(1));
        assertThat(limits().find(other)).isEqualTo(OrganisationLimits.NONE);
    }

    @Test
    void replacesTheVersionBeforeAndNoOther() {
        limits().replace(acme, sample(1));

        assertThat(limits().replace(acme, sample(1))).isFalse();
        assertThat(limits().replace(acme, sample(3))).isFalse();
        assertThat(limits().replace(acme, sample(2))).isTrue();
        assertThat(limits().find(acme)).isEqualTo(sample(2));
    }

    @Test
    void doesNotBeginInTheMiddle() {
        assertThat(limits().replace(acme, sample(2))).isFalse();
        assertThat(limits().find(acme)).isEqualTo(OrganisationLimits.NONE);
    }

    @Test
    void changesAVersionExactlyOnceHoweverManyTry() throws Exception {
        var first = Race.of(THREADS, _ -> () -> limits().replace(acme, sample(1)));
        var second = Race.of(THREADS, _ -> () -> limits().replace(acme, sample(2)));

        assertThat(first).filteredOn(each -> each).hasSize(1);
        assertThat(second).filteredOn(each -> each).hasSize(1);
    }

    private static OrganisationLimits sample(int version) {
        return new OrganisationLimits(
                ZoneId.of("Europe/Berlin"),
                new ScopedLimits(
                        new RateLimits(
                                OptionalInt.of(1),
                                OptionalInt.of(RateLimits.MOST),
                                OptionalInt.of(3),
                                OptionalInt.empty()),
                        new Budget(
                                Optional.of(Money.CEILING),
                                Optional.of(Money.ZERO),
                                Budget.Enforcement.SOFT)),
                new ScopedLimits(
                        RateLimits.NONE,
                        new Budget(
                                Optional.empty(),
                                Optional.of(Money.usd("0.000001")),
                                Budget.Enforcement.HARD)),
                ScopedLimits.NONE,
                version);
    }
}
