package dev.tollgate.testing;

import static dev.tollgate.domain.agent.AgentStatus.ACTIVE;
import static dev.tollgate.domain.agent.AgentStatus.DELETED;
import static dev.tollgate.domain.agent.AgentStatus.SUSPENDED;
import static dev.tollgate.testing.SampleAgents.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.agent.Agents.Saved;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of agents keeps to. Each test has organisations of its own. */
public abstract class AgentsContract {
    private static final int THREADS = 32;

    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
    private final OrganisationId acme = ids.organisation();
    private final OrganisationId other = ids.organisation();

    protected abstract Agents agents();

    @Test
    void findsWhatWasAddedWithEveryField() {
        var agent = added("Support");

        assertThat(agents().find(acme, agent.id())).contains(agent);
    }

    @Test
    void findsNothingInAnotherOrganisation() {
        var agent = added("Support");

        assertThat(agents().find(other, agent.id())).isEmpty();
        assertThat(agents().list(other, PageRequest.first(10)).items()).isEmpty();
    }

    @Test
    void knowsWhoseAgentItIsAsLongAsThereIsOne() {
        var agent = added("Support");

        assertThat(agents().organisationOf(agent.id())).contains(acme);
        assertThat(agents().organisationOf(ids.agent())).isEmpty();

        agents().replace(next(agent, agent.name(), DELETED));

        assertThat(agents().organisationOf(agent.id())).isEmpty();
    }

    @Test
    void refusesANameThatDiffersOnlyInCaseOrBlanks() {
        added("Straße  Support");

        assertThat(agents().add(sample("STRASSE support")))
                .isEqualTo(new Saved.NameTaken("STRASSE support"));
    }

    @Test
    void leavesNoTraceOfAnAgentWhoseNameIsTaken() {
        var first = added("Support");
        var second = sample("support");

        agents().add(second);

        assertThat(agents().find(acme, second.id())).isEmpty();
        assertThat(agents().list(acme, PageRequest.first(10)).items()).containsExactly(first);
    }

    @Test
    void allowsTheSameNameInAnotherOrganisation() {
        added("Support");

        assertThat(agents().add(SampleAgents.agent(other, ids.agent(), "Support")))
                .isEqualTo(new Saved.Done());
    }

    @Test
    void replacesTheVersionBefore() {
        var changed = next(added("Support"), "Support", SUSPENDED);

        assertThat(agents().replace(changed)).isEqualTo(new Saved.Done());
        assertThat(agents().find(acme, changed.id())).contains(changed);
    }

    @Test
    void refusesToReplaceAnyOtherVersion() {
        var first = added("Support");
        var second = next(first, "Support", SUSPENDED);
        agents().replace(second);

        assertThat(agents().replace(next(first, "Else", ACTIVE))).isEqualTo(new Saved.Stale());
        assertThat(agents().replace(next(next(second, "Else", ACTIVE), "Else", ACTIVE)))
                .isEqualTo(new Saved.Stale());
        assertThat(agents().find(acme, first.id())).contains(second);
    }

    @Test
    void refusesToReplaceAnAgentThatIsNotThere() {
        assertThat(agents().replace(next(sample("Ghost"), "Ghost", ACTIVE)))
                .isEqualTo(new Saved.Stale());
    }

    @Test
    void movesTheNameWithTheAgent() {
        var agent = added("Old");

        agents().replace(next(agent, "New", ACTIVE));

        assertThat(agents().add(sample("new"))).isEqualTo(new Saved.NameTaken("new"));
        assertThat(agents().add(sample("old"))).isEqualTo(new Saved.Done());
    }

    @Test
    void lettersOfANameMayChangeTheirCase() {
        var agent = next(added("support"), "Support", ACTIVE);

        assertThat(agents().replace(agent)).isEqualTo(new Saved.Done());
        assertThat(agents().find(acme, agent.id())).contains(agent);
        assertThat(agents().add(sample("SUPPORT"))).isEqualTo(new Saved.NameTaken("SUPPORT"));
    }

    @Test
    void refusesToRenameToATakenName() {
        added("Taken");
        var agent = added("Free");

        assertThat(agents().replace(next(agent, "TAKEN", ACTIVE)))
                .isEqualTo(new Saved.NameTaken("TAKEN"));
        assertThat(agents().find(acme, agent.id())).contains(agent);
    }

    @Test
    void forgetsADeletedAgentAndFreesItsName() {
        var agent = added("Support");

        assertThat(agents().replace(next(agent, "Support", DELETED))).isEqualTo(new Saved.Done());
        assertThat(agents().find(acme, agent.id())).isEmpty();
        assertThat(agents().list(acme, PageRequest.first(10)).items()).isEmpty();
        assertThat(agents().add(sample("Support"))).isEqualTo(new Saved.Done());
    }

    @Test
    void bringsNoDeletedAgentBack() {
        var deleted = next(added("Support"), "Support", DELETED);
        agents().replace(deleted);

        assertThat(agents().replace(next(deleted, "Support", ACTIVE))).isEqualTo(new Saved.Stale());
    }

    @Test
    void listsInOrderOfCreationPageByPage() {
        var all =
                IntStream.range(0, 7)
                        .mapToObj(i -> added("Agent " + i))
                        .sorted((a, b) -> a.id().compareTo(b.id()))
                        .toList();
        agents().add(SampleAgents.agent(other, ids.agent(), "Not ours"));

        var pages = new ArrayList<List<Agent>>();
        var after = Optional.<String>empty();
        do {
            var page = agents().list(acme, new PageRequest(3, after));
            pages.add(page.items());
            after = page.next();
        } while (after.isPresent());

        assertThat(pages).containsExactly(all.subList(0, 3), all.subList(3, 6), all.subList(6, 7));
    }

    @Test
    void endsWithAFullPage() {
        added("One");
        added("Two");

        assertThat(agents().list(acme, PageRequest.first(2)).next()).isEmpty();
    }

    @Test
    void givesANameToExactlyOneOfManyAtOnce() throws Exception {
        var saved = race(i -> () -> agents().add(sample(i % 2 == 0 ? "Wanted" : "WANTED")));

        assertThat(saved).filteredOn(new Saved.Done()::equals).hasSize(1);
        assertThat(saved).filteredOn(Saved.NameTaken.class::isInstance).hasSize(THREADS - 1);
        assertThat(agents().list(acme, PageRequest.first(200)).items()).hasSize(1);
    }

    @Test
    void renamesExactlyOneOfManyAtOnceToTheSameName() throws Exception {
        var each = IntStream.range(0, THREADS).mapToObj(i -> added("Agent " + i)).toList();

        var saved = race(i -> () -> agents().replace(next(each.get(i), "Wanted", ACTIVE)));

        assertThat(saved).filteredOn(new Saved.Done()::equals).hasSize(1);
        assertThat(saved).filteredOn(new Saved.NameTaken("Wanted")::equals).hasSize(THREADS - 1);
    }

    @Test
    void changesAVersionExactlyOnceHoweverManyTry() throws Exception {
        var agent = added("Support");

        var saved = race(i -> () -> agents().replace(next(agent, "Support " + i, ACTIVE)));

        assertThat(saved).filteredOn(new Saved.Done()::equals).hasSize(1);
        assertThat(saved).filteredOn(new Saved.Stale()::equals).hasSize(THREADS - 1);
    }

    private static List<Saved> race(IntFunction<Callable<Saved>> attempt)
            throws InterruptedException, ExecutionException {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var running =
                    IntStream.range(0, THREADS)
                            .mapToObj(i ->
                                    threads.submit(() -> {
                                        start.await();
                                        return attempt.apply(i).call();
                                    }))
                            .toList();
            start.countDown();
            var saved = new ArrayList<Saved>();
            for (var one : running) {
                saved.add(one.get());
            }
            return saved;
        }
    }

    private Agent added(String name) {
        var agent = sample(name);
        assertThat(agents().add(agent)).isEqualTo(new Saved.Done());
        return agent;
    }

    private Agent sample(String name) {
        return SampleAgents.agent(acme, ids.agent(), name);
    }
}
