package dev.tollgate.alarms;

import dev.tollgate.alarms.Books.Owned;
import dev.tollgate.alarms.Books.Verdict;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.admission.BudgetUse;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.agent.Agents.Saved;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.IdempotencyKeys.Claim;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suspends agents whose own budget is exhausted. The alarm tells that some budget is; the books say
 * which, and nobody is suspended that they do not say it of for sure. Destinations of alarms are
 * never suspended here: nobody would hear of it.
 *
 * <p>The same notification acts once on an agent, so that one that a person activates again stays
 * active. It claims a key with the version that it is about to replace. Whoever comes again finds
 * the agent at that version, and does it; or at the next one, suspended, and records it again, in
 * case the one before died between the two (the audit event has the same id then, and stands once);
 * or further on, and leaves it alone.
 */
final class SuspendExhausted {
    private static final String KIND = "ExternalAgentBudgetExhausted";

    /** A change is made on whatever version is there, however often needed. */
    private static final int ATTEMPTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(SuspendExhausted.class);

    private final boolean suspends;
    private final List<AgentId> destinations;
    private final Books books;
    private final Agents agents;
    private final IdempotencyKeys keys;
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;

    SuspendExhausted(Config config, AlarmsFunction.Ports ports) {
        this.suspends = config.suspends();
        this.destinations = config.destinations();
        this.books = new Books(config, ports);
        this.agents = ports.agents();
        this.keys = ports.keys();
        this.audit = ports.audit();
        this.ids = new Ids(ports.clock(), ports.random());
        this.clock = ports.clock();
    }

    void after(Notification notification, Done done, Tries tries) {
        var alarm = notification.alarm();
        if (suspends && alarm.state() == Alarm.State.ALARM && alarm.kind().equals(KIND)) {
            tries.attempt(
                    "looking for exhausted agents",
                    () ->
                            books.spenders().stream()
                                    .filter(each -> !destinations.contains(each.agent()))
                                    .forEach(each ->
                                            tries.attempt(
                                                    "judging " + each.agent(),
                                                    () -> judge(each, notification, done))));
        }
    }

    private void judge(Owned owned, Notification notification, Done done) {
        var key =
                new IdempotencyKeys.Key(
                        owned.organisation(),
                        "system",
                        "suspend " + notification.id() + " " + owned.agent());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var found = agents.find(owned.organisation(), owned.agent());
            var use = found.flatMap(agent -> exhausted(agent, done));
            if (found.isEmpty() || use.isEmpty()) {
                return;
            }
            if (found.get().status() != AgentStatus.ACTIVE) {
                recordAgain(key, found.get(), use.get(), notification);
                return;
            }
            if (isSettled(key, found.get(), use.get(), notification, done)) {
                return;
            }
        }
        throw new IllegalStateException("others keep changing " + owned.agent());
    }

    /** The budget that is exhausted for sure, if there is one. */
    private Optional<BudgetUse> exhausted(Agent agent, Done done) {
        return switch (books.of(agent)) {
            case Verdict.Exhausted(var use) -> Optional.of(use);
            case Verdict.NotExhausted() -> Optional.empty();
            case Verdict.Unknown(var use) -> {
                if (agent.status() == AgentStatus.ACTIVE) {
                    LOG.warn("whether {} is exhausted is not known: {}", agent.id(), use);
                    done.undecided(agent.platform().text());
                }
                yield Optional.empty();
            }
        };
    }

    /** Not if somebody else changed it in between: it is judged again then. */
    private boolean isSettled(
            IdempotencyKeys.Key key,
            Agent agent,
            BudgetUse use,
            Notification notification,
            Done done) {
        var mine = ids.invocation();
        var claim = keys.claim(key, Integer.toString(agent.version()), mine);
        if (claim instanceof Claim.Mismatch) {
            LOG.info("{} was changed after this notification was acted upon", agent.id());
            return true;
        }
        var suspended = agent.suspended(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        switch (agents.replace(suspended)) {
            case Saved.Done() -> {
                LOG.warn("{} is suspended: {}", agent.id(), use);
                audit.record(event(suspended, use, notification));
                done.suspended(agent.platform().text());
                return true;
            }
            case Saved.Stale() -> {
                if (claim instanceof Claim.Mine && isActive(agent)) {
                    keys.release(key, mine);
                }
                return false;
            }
            case Saved.NameTaken(var name) ->
                    throw new IllegalStateException("its own name is taken: " + name);
        }
    }

    /** If not, another run of the same notification may have suspended it, under this claim. */
    private boolean isActive(Agent agent) {
        return agents.find(agent.organisation(), agent.id())
                .filter(now -> now.status() == AgentStatus.ACTIVE)
                .isPresent();
    }

    /** If it was this notification that suspended it. */
    private void recordAgain(
            IdempotencyKeys.Key key, Agent suspended, BudgetUse use, Notification notification) {
        var mine = ids.invocation();
        switch (keys.claim(key, Integer.toString(suspended.version() - 1), mine)) {
            case Claim.Repeated _ -> audit.record(event(suspended, use, notification));
            case Claim.Mine _ -> keys.release(key, mine);
            case Claim.Mismatch _ -> {}
        }
    }

    private static AuditEvent event(Agent suspended, BudgetUse use, Notification notification) {
        var name = suspended.id() + " suspended by " + notification.id();
        return new AuditEvent(
                Ids.repeatable(suspended.updatedAt(), name).audit(),
                suspended.organisation(),
                suspended.updatedAt(),
                "external_agent.suspended",
                "system",
                suspended.id().value(),
                Map.of(
                        "alarm", notification.alarm().name(),
                        "budget", use.rule().name(),
                        "period", use.rule().key().label(),
                        "used_usd", use.certain().toUsd().toPlainString(),
                        "limit_usd", use.rule().limit().toUsd().toPlainString()));
    }
}
