package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.approval.ApprovalSettings;
import dev.tollgate.domain.redaction.Sensitive;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of rules of approval keeps to. Each test has organisations of its own. */
public abstract class ApprovalSettingsContract {
    private static final int THREADS = 32;

    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
    private final OrganisationId acme = ids.organisation();
    private final OrganisationId other = ids.organisation();
    private final List<AgentId> agents = List.of(ids.agent(), ids.agent());

    protected abstract ApprovalSettings settings();

    @Test
    void asksForNothingAtFirst() {
        assertThat(settings().find(acme)).isEqualTo(ApprovalRules.NONE);
    }

    @Test
    void findsWhatWasSetWithEveryField() {
        assertThat(settings().replace(acme, sample(1))).isTrue();

        assertThat(settings().find(acme)).isEqualTo(sample(1));
        assertThat(settings().find(other)).isEqualTo(ApprovalRules.NONE);
    }

    @Test
    void findsWhatWasSetWithNoFieldThatMayBeAbsent() {
        settings().replace(acme, ApprovalRules.NONE.withVersion(1));

        assertThat(settings().find(acme)).isEqualTo(ApprovalRules.NONE.withVersion(1));
    }

    @Test
    void replacesTheVersionBeforeAndNoOther() {
        settings().replace(acme, sample(1));

        assertThat(settings().replace(acme, sample(1))).isFalse();
        assertThat(settings().replace(acme, sample(3))).isFalse();
        assertThat(settings().replace(acme, sample(2))).isTrue();
        assertThat(settings().find(acme)).isEqualTo(sample(2));
    }

    @Test
    void doesNotBeginInTheMiddle() {
        assertThat(settings().replace(acme, sample(2))).isFalse();
        assertThat(settings().find(acme)).isEqualTo(ApprovalRules.NONE);
    }

    @Test
    void changesAVersionExactlyOnceHoweverManyTry() throws Exception {
        var first = Race.of(THREADS, _ -> () -> settings().replace(acme, sample(1)));
        var second = Race.of(THREADS, _ -> () -> settings().replace(acme, sample(2)));

        assertThat(first).filteredOn(each -> each).hasSize(1);
        assertThat(second).filteredOn(each -> each).hasSize(1);
    }

    private ApprovalRules sample(int version) {
        return new ApprovalRules(
                Optional.of(Money.usd("0.000001")),
                true,
                Set.of(Sensitive.values()),
                OptionalInt.of(ApprovalRules.MOST_CALLS),
                Set.of("production", "staging"),
                3,
                Set.of("owner", "admin"),
                Duration.ofDays(2),
                Optional.of(Duration.ofSeconds(1)),
                Optional.of(Duration.ofMinutes(90)),
                Set.of("owner"),
                agents,
                version);
    }
}
