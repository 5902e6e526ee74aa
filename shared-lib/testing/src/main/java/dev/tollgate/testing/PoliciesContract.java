package dev.tollgate.testing;

import static dev.tollgate.testing.SamplePolicies.allowAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policies.Added;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicyStatus;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of policies keeps to. Each test has organisations of its own. */
public abstract class PoliciesContract {
    private static final int THREADS = 32;

    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
    private final OrganisationId acme = ids.organisation();
    private final OrganisationId other = ids.organisation();

    protected abstract Policies policies();

    @Test
    void findsWhatWasAddedWithEveryField() {
        var policy = added(SamplePolicies.everything("all.of-it_1"));

        assertThat(policies().find(acme, "all.of-it_1")).contains(policy);
        assertThat(policies().all(acme)).containsExactly(policy);
    }

    @Test
    void findsNothingInAnotherOrganisation() {
        var policy = added(allowAll("mine"));

        assertThat(policies().find(other, "mine")).isEmpty();
        assertThat(policies().all(other)).isEmpty();
        assertThat(policies().list(other, PageRequest.first(10)).items()).isEmpty();
        assertThat(policies().remove(other, policy.ref())).isFalse();
        assertThat(policies().replace(other, policy.withVersion(2))).isFalse();
        assertThat(policies().find(acme, "mine")).contains(policy);
    }

    @Test
    void givesTheFirstVersionWhateverIsAskedFor() {
        assertThat(policies().add(acme, allowAll("new").withVersion(7)))
                .isEqualTo(new Added.Done(allowAll("new")));
    }

    @Test
    void refusesAnIdThatIsTaken() {
        var first = added(allowAll("taken"));

        assertThat(policies().add(acme, SamplePolicies.everything("taken")))
                .isEqualTo(new Added.IdTaken());
        assertThat(policies().find(acme, "taken")).contains(first);
        assertThat(policies().add(other, allowAll("taken"))).isInstanceOf(Added.Done.class);
    }

    @Test
    void tellsIdsApartByCase() {
        added(allowAll("id"));

        assertThat(policies().add(acme, allowAll("ID"))).isInstanceOf(Added.Done.class);
    }

    @Test
    void replacesTheVersionBefore() {
        var changed = added(allowAll("one")).withStatus(PolicyStatus.INACTIVE).withVersion(2);

        assertThat(policies().replace(acme, changed)).isTrue();
        assertThat(policies().find(acme, "one")).contains(changed);
        assertThat(policies().all(acme)).containsExactly(changed);
    }

    @Test
    void refusesToReplaceAnyOtherVersion() {
        var second = added(allowAll("one")).withVersion(2);
        policies().replace(acme, second);

        assertThat(policies().replace(acme, allowAll("one").withVersion(2))).isFalse();
        assertThat(policies().replace(acme, allowAll("one").withVersion(4))).isFalse();
        assertThat(policies().find(acme, "one")).contains(second);
    }

    @Test
    void replacesNothingThatIsNotThere() {
        assertThat(policies().replace(acme, allowAll("ghost").withVersion(2))).isFalse();
        assertThat(policies().find(acme, "ghost")).isEmpty();
    }

    @Test
    void removesTheVersionSeenAndNoOther() {
        var first = added(allowAll("one"));
        policies().replace(acme, first.withVersion(2));

        assertThat(policies().remove(acme, first.ref())).isFalse();
        assertThat(policies().remove(acme, first.withVersion(2).ref())).isTrue();
        assertThat(policies().remove(acme, first.withVersion(2).ref())).isFalse();
        assertThat(policies().find(acme, "one")).isEmpty();
        assertThat(policies().all(acme)).isEmpty();
        assertThat(policies().list(acme, PageRequest.first(10)).items()).isEmpty();
    }

    @Test
    void countsVersionsOnWhenAnIdComesBack() {
        var second = added(allowAll("one")).withVersion(2);
        policies().replace(acme, second);
        policies().remove(acme, second.ref());

        assertThat(policies().add(acme, allowAll("one")))
                .isEqualTo(new Added.Done(allowAll("one").withVersion(3)));
        assertThat(policies().remove(acme, allowAll("one").withVersion(3).ref())).isTrue();
        assertThat(policies().add(acme, allowAll("one")))
                .isEqualTo(new Added.Done(allowAll("one").withVersion(4)));
    }

    @Test
    void listsInOrderOfIdsPageByPage() {
        var all =
                Stream.of("B", "a", "a-b", "a.b", "a0", "a_b", "b")
                        .map(id -> added(allowAll(id)))
                        .toList();
        policies().add(other, allowAll("a-not-ours"));

        var pages = new ArrayList<List<Policy>>();
        var after = Optional.<String>empty();
        do {
            var page = policies().list(acme, new PageRequest(3, after));
            pages.add(page.items());
            after = page.next();
        } while (after.isPresent());

        assertThat(pages).containsExactly(all.subList(0, 3), all.subList(3, 6), all.subList(6, 7));
        assertThat(policies().all(acme)).isEqualTo(all);
    }

    @Test
    void holdsAsManyAsAnOrganisationMayHaveAndNoMore() throws Exception {
        int room = 4;
        IntStream.range(0, Policies.MOST - room)
                .forEach(i -> policies().add(acme, SamplePolicies.everything("p" + i)));

        var added = Race.of(8, i -> () -> policies().add(acme, allowAll("late" + i)));

        assertThat(added).filteredOn(Added.Done.class::isInstance).hasSize(room);
        assertThat(added).filteredOn(new Added.Full()::equals).hasSize(8 - room);
        assertThat(policies().all(acme)).hasSize(Policies.MOST);
        policies().remove(acme, allowAll("p0").ref());
        assertThat(policies().add(acme, allowAll("again"))).isInstanceOf(Added.Done.class);
        assertThat(policies().add(acme, allowAll("more"))).isEqualTo(new Added.Full());
    }

    @Test
    void givesAnIdToExactlyOneOfManyAtOnce() throws Exception {
        var added = Race.of(THREADS, _ -> () -> policies().add(acme, allowAll("wanted")));

        assertThat(added).filteredOn(Added.Done.class::isInstance).hasSize(1);
        assertThat(added).filteredOn(new Added.IdTaken()::equals).hasSize(THREADS - 1);
    }

    @Test
    void changesAVersionExactlyOnceHoweverManyTry() throws Exception {
        var first = added(allowAll("one"));

        var done =
                Race.of(
                        THREADS,
                        i ->
                                () ->
                                        i % 2 == 0
                                                ? policies().replace(acme, first.withVersion(2))
                                                : policies().remove(acme, first.ref()));

        assertThat(done).filteredOn(each -> each).hasSize(1);
    }

    private Policy added(Policy policy) {
        assertThat(policies().add(acme, policy)).isEqualTo(new Added.Done(policy));
        return policy;
    }
}
