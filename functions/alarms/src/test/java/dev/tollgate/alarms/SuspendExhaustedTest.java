package dev.tollgate.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.admission.ScopedLimits;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.testing.RecordedMetrics.Measurement;
import dev.tollgate.testing.SampleAgents;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class SuspendExhaustedTest {
    private static final String EVENT = "budget-exhausted";
    private static final Map<String, String> HTTP = Map.of("platform", "custom_http");

    private final Watch watch = new Watch();
    private final OrganisationId other = watch.ids.organisation();

    @Test
    void suspendsTheAgentsThatTheBooksSayItOfInAllOrganisations() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        var elsewhere = watch.agent(other, "elsewhere", Watch.daily());
        var thrifty = watch.agent(Watch.HOME, "thrifty", Watch.daily());
        var unlimited = watch.agent(Watch.HOME, "unlimited", Budget.NONE);
        watch.spend(spent, 20);
        watch.spend(elsewhere, 19);
        watch.spend(thrifty, 18);
        watch.spend(unlimited, 30);

        var answer = watch.handle(watch.function(), EVENT);

        assertThat(answer).containsEntry("suspended", 2);
        assertThat(watch.status(spent)).isEqualTo(AgentStatus.SUSPENDED);
        assertThat(watch.status(elsewhere)).isEqualTo(AgentStatus.SUSPENDED);
        assertThat(watch.status(thrifty)).isEqualTo(AgentStatus.ACTIVE);
        assertThat(watch.status(unlimited)).isEqualTo(AgentStatus.ACTIVE);
        assertThat(watch.metrics.all())
                .filteredOn(each -> each.name().equals("external_agent_suspended"))
                .containsExactly(
                        new Measurement("external_agent_suspended", 1, HTTP),
                        new Measurement("external_agent_suspended", 1, HTTP));
    }

    @Test
    void recordsWhoWhyAndHowMuch() {
        var spent = watch.agent(other, "spent", Watch.daily());
        watch.spend(spent, 19);

        watch.handle(watch.function(""), EVENT);

        var event = watch.audit.all().getFirst();
        assertThat(watch.audit.types()).containsExactly("external_agent.suspended");
        assertThat(event.actor()).isEqualTo("system");
        assertThat(event.subject()).isEqualTo(spent.id().value());
        assertThat(event.organisation()).isEqualTo(other);
        assertThat(event.details())
                .isEqualTo(
                        Map.of(
                                "alarm", "tollgate-ExternalAgentBudgetExhausted",
                                "budget", "agent-daily",
                                "period", "2026-11-25",
                                "used_usd", "0.95",
                                "limit_usd", "1.0"));
    }

    @Test
    void suspendsNobodyUnlessItMay() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);
        var function = watch.function(Map.of(), watch.agents, watch.queue, watch.audit);

        watch.handle(function, EVENT);

        assertThat(watch.status(spent)).isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void suspendsNobodyForAnotherAlarmOrWhenItIsOver() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);

        watch.handle(watch.function(), "budget-warning");
        watch.handle(watch.function(), "over-again");

        assertThat(watch.status(spent)).isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void judgesByThePeriodOfTheOrganisationsOwnZone() {
        // The 24th ends in Auckland, and with it what was spent; in New York it goes on.
        watch.clock.set(Instant.parse("2026-11-24T09:00:00Z"));
        zone(Watch.HOME, "Pacific/Auckland");
        zone(other, "America/New_York");
        var ahead = watch.agent(Watch.HOME, "ahead", Watch.daily());
        var behind = watch.agent(other, "behind", Watch.daily());
        watch.spend(ahead, 20);
        watch.spend(behind, 20);
        watch.clock.set(Instant.parse("2026-11-24T11:30:00Z"));

        watch.handle(watch.function(), EVENT);

        assertThat(watch.status(ahead)).isEqualTo(AgentStatus.ACTIVE);
        assertThat(watch.status(behind)).isEqualTo(AgentStatus.SUSPENDED);
    }

    @Test
    void findsABudgetThatIsUnderWayBetweenTheFirstAndTheLastZone() {
        // The 26th at +14:00, the 24th at -12:00; the 25th in London.
        watch.clock.set(Instant.parse("2026-11-25T11:00:00Z"));
        zone(Watch.HOME, "Europe/London");
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);

        watch.handle(watch.function(), EVENT);

        assertThat(watch.status(spent)).isEqualTo(AgentStatus.SUSPENDED);
    }

    private void zone(OrganisationId organisation, String zone) {
        watch.limits.replace(
                organisation,
                new OrganisationLimits(
                        ZoneId.of(zone),
                        ScopedLimits.NONE,
                        ScopedLimits.NONE,
                        ScopedLimits.NONE,
                        1));
    }

    @Test
    void doesNotTakeTheLimitOfTheOrganisationForTheAgentsOwn() {
        var limits = new ScopedLimits(RateLimits.NONE, Watch.daily());
        watch.limits.replace(
                Watch.HOME,
                new OrganisationLimits(
                        ZoneId.of("UTC"), limits, ScopedLimits.NONE, ScopedLimits.NONE, 1));
        var rich =
                watch.agent(
                        Watch.HOME,
                        "rich",
                        new Budget(
                                Optional.of(Money.usd("100")),
                                Optional.empty(),
                                Budget.Enforcement.HARD));
        watch.spend(rich, 20);

        watch.handle(watch.function(), EVENT);

        assertThat(watch.status(rich)).isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void leavesAnAgentActiveThatAPersonActivatedAgain() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);
        watch.handle(watch.function(), EVENT);
        activate(spent);

        var again = watch.handle(watch.function(), EVENT);

        assertThat(again).containsEntry("suspended", 0);
        assertThat(watch.status(spent)).isEqualTo(AgentStatus.ACTIVE);
    }

    private void activate(Agent agent) {
        var now = watch.agents.find(agent.organisation(), agent.id()).orElseThrow();
        watch.agents.replace(SampleAgents.next(now, now.name(), AgentStatus.ACTIVE));
    }

    @Test
    void actsAnewOnAnotherNotification() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);
        watch.handle(watch.function(), EVENT);
        activate(spent);

        watch.handle(watch.function(), "several-records");

        assertThat(watch.status(spent)).isEqualTo(AgentStatus.SUSPENDED);
    }

    @Test
    void suspendsOverAChangeThatComesInBetween() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);
        var racing =
                new Racing(
                        watch.agents, now -> SampleAgents.next(now, "renamed", AgentStatus.ACTIVE));

        var answer = watch.handle(with(racing), EVENT);

        var agent = watch.agents.find(Watch.HOME, spent.id()).orElseThrow();
        assertThat(answer).containsEntry("suspended", 1);
        assertThat(agent.status()).isEqualTo(AgentStatus.SUSPENDED);
        assertThat(agent.name()).isEqualTo("renamed");
        assertThat(agent.version()).isEqualTo(3);
        assertThat(watch.audit.types()).containsExactly("external_agent.suspended");
    }

    @Test
    void leavesAnAgentAloneWhoseBudgetIsRaisedInBetween() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);
        var racing = new Racing(watch.agents, SuspendExhaustedTest::raised);

        var answer = watch.handle(with(racing), EVENT);

        assertThat(answer).containsEntry("suspended", 0);
        assertThat(watch.status(spent)).isEqualTo(AgentStatus.ACTIVE);
        assertThat(watch.audit.all()).isEmpty();
    }

    private static Agent raised(Agent now) {
        var raised =
                Watch.sample(
                        now.organisation(),
                        now.id(),
                        now.name(),
                        new Budget(
                                Optional.of(Money.usd("5")),
                                Optional.empty(),
                                Budget.Enforcement.HARD),
                        Platform.CUSTOM_HTTP,
                        AgentStatus.ACTIVE);
        return SampleAgents.next(raised, raised.name(), AgentStatus.ACTIVE);
    }

    @Test
    void recordsASuspensionThatItDiedAfter() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);
        var dying =
                watch.function(
                        Map.of("ALARM_SUSPENDS_EXHAUSTED_AGENTS", "true"),
                        watch.agents,
                        watch.queue,
                        events -> {
                            throw new IllegalStateException("DynamoDB is away");
                        });
        assertThatThrownBy(() -> watch.handle(dying, EVENT))
                .hasRootCauseMessage("DynamoDB is away");
        assertThat(watch.status(spent)).isEqualTo(AgentStatus.SUSPENDED);

        watch.handle(watch.function(""), EVENT);
        watch.handle(watch.function(""), EVENT);

        assertThat(watch.audit.all())
                .extracting(AuditEvent::type)
                .containsExactly("external_agent.suspended");
    }

    @Test
    void recordsNothingOfAnAgentThatAPersonSuspended() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);
        watch.agents.replace(SampleAgents.next(spent, "spent", AgentStatus.SUSPENDED));

        var answer = watch.handle(watch.function(""), EVENT);

        assertThat(answer).containsEntry("suspended", 0);
        assertThat(watch.audit.all()).isEmpty();
    }

    @Test
    void suspendsNobodyOnSlicesThatNobodyCanLookInto() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);
        watch.counters.down(true);

        var answer = watch.handle(watch.function(), EVENT);

        assertThat(answer).containsEntry("suspended", 0);
        assertThat(watch.status(spent)).isEqualTo(AgentStatus.ACTIVE);
        assertThat(watch.metrics.all())
                .contains(new Measurement("external_agent_exhaustion_unknown", 1, HTTP));
    }

    @Test
    void suspendsWithoutTheCountersWhereTheMoneyWasTakenPastThem() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.counters.down(true);
        assertThat(watch.spend(spent, 20)).isTrue();

        watch.handle(watch.function(), EVENT);

        assertThat(watch.status(spent)).isEqualTo(AgentStatus.SUSPENDED);
    }

    @Test
    void suspendsNobodyOnSlicesThatWereLostUnspent() {
        var careful = watch.agent(Watch.HOME, "careful", Watch.daily());
        watch.spend(careful, 17);
        watch.counters.lose();
        watch.clock.pass(Duration.ofSeconds(1));
        watch.spend(careful, 1);

        var answer = watch.handle(watch.function(), EVENT);

        assertThat(answer).containsEntry("suspended", 0);
        assertThat(watch.status(careful)).isEqualTo(AgentStatus.ACTIVE);
        assertThat(watch.metrics.all())
                .contains(new Measurement("external_agent_exhaustion_unknown", 1, HTTP));
    }

    @Test
    void neverSuspendsADestination() {
        var spent = watch.agent(Watch.HOME, "spent", Watch.daily());
        watch.spend(spent, 20);

        watch.handle(watch.function(spent.id().value()), EVENT);

        assertThat(watch.status(spent)).isEqualTo(AgentStatus.ACTIVE);
    }

    private AlarmsFunction with(Agents agents) {
        return watch.function(
                Map.of("ALARM_SUSPENDS_EXHAUSTED_AGENTS", "true"),
                agents,
                watch.queue,
                watch.audit);
    }

    /** Somebody else is faster, once. */
    private static final class Racing implements Agents {
        private final Agents agents;
        private final UnaryOperator<Agent> change;
        private boolean isOver;

        Racing(Agents agents, UnaryOperator<Agent> change) {
            this.agents = agents;
            this.change = change;
        }

        @Override
        public Optional<OrganisationId> organisationOf(AgentId id) {
            return agents.organisationOf(id);
        }

        @Override
        public Saved add(Agent agent) {
            return agents.add(agent);
        }

        @Override
        public Saved replace(Agent agent) {
            if (!isOver) {
                isOver = true;
                agents.replace(change.apply(find(agent.organisation(), agent.id()).orElseThrow()));
            }
            return agents.replace(agent);
        }

        @Override
        public Optional<Agent> find(OrganisationId organisation, AgentId id) {
            return agents.find(organisation, id);
        }

        @Override
        public Page<Agent> list(OrganisationId organisation, PageRequest page) {
            return agents.list(organisation, page);
        }
    }
}
