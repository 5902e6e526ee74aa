package dev.tollgate.alarms;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.IdempotencyKeys.Claim;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.lambda.Trace;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an alarm delivered to every destination, as any call is: retried, recorded, told of in
 * lineage and audit.
 *
 * <p>SNS delivers at least once, and the function may die after every step. So each step may be
 * repeated, and they are ordered so that nothing is lost:
 *
 * <ol>
 *   <li>The key of the message and the destination is claimed for a call. Whoever dies here leaves
 *       a claim without a row; once no other run can be at it any more, it is taken over by the
 *       next.
 *   <li>The lineage row, then the audit, then the order: see {@link Outbox}. Whoever dies between
 *       them leaves an open row, and the next run records and sends the same again. The audit knows
 *       its events by their ids, and the delivery function makes each attempt of a call once,
 *       however often it was ordered.
 *   <li>A row that is over was delivered, or given up: that is the delivery function's to tell.
 * </ol>
 */
final class Notify {
    /** No run lasts longer than Lambda lets it. */
    private static final Duration ABANDONED = LambdaFunction.ALARMS.timeout();

    /** For how long maintenance leaves the call alone. */
    private static final Duration PATIENCE = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(Notify.class);

    private final List<AgentId> destinations;
    private final OrganisationId organisation;
    private final Agents agents;
    private final IdempotencyKeys keys;
    private final Lineage lineage;
    private final Outbox outbox;
    private final Ids ids;
    private final InstantSource clock;
    private final RandomGenerator random;

    Notify(Config config, AlarmsFunction.Ports ports) {
        this.destinations = config.destinations();
        this.organisation = config.organisation();
        this.agents = ports.agents();
        this.keys = ports.keys();
        this.lineage = ports.lineage();
        this.outbox = new Outbox(ports);
        this.ids = new Ids(ports.clock(), ports.random());
        this.clock = ports.clock();
        this.random = ports.random();
    }

    void all(Notification notification, Done done, Tries tries) {
        for (var destination : destinations) {
            tries.attempt(
                    "telling " + destination + " of " + notification.alarm().name(),
                    () -> tell(notification, destination, done));
        }
    }

    private void tell(Notification notification, AgentId destination, Done done) {
        var agent = agents.find(organisation, destination);
        var obstacle = obstacle(agent);
        if (agent.isEmpty() || obstacle.isPresent()) {
            LOG.warn("{} cannot be told: {}", destination, obstacle.orElse("missing"));
            done.skipped(obstacle.orElse("missing"));
        } else if (isToldNow(notification, agent.get())) {
            done.sent();
        } else {
            LOG.info("{} was told before", destination);
            done.repeated();
        }
    }

    private static Optional<String> obstacle(Optional<Agent> agent) {
        if (agent.isEmpty()) {
            return Optional.of("missing");
        }
        return agent.get().status() == AgentStatus.ACTIVE
                ? Optional.empty()
                : Optional.of("suspended");
    }

    /** Not if it was told before, or is being told. */
    private boolean isToldNow(Notification notification, Agent agent) {
        var row = row(agent);
        var key =
                new IdempotencyKeys.Key(
                        organisation, "system", "alarm " + notification.id() + " " + agent.id());
        return switch (keys.claim(key, notification.id(), row.id())) {
            case Claim.Mine mine -> {
                outbox.open(notification, agent, row);
                yield true;
            }
            case Claim.Repeated(var former) -> repeated(key, former, notification, agent, row);
            case Claim.Mismatch mismatch ->
                    throw new IllegalStateException("a key stands for one message: " + key);
        };
    }

    private boolean repeated(
            IdempotencyKeys.Key key,
            InvocationId former,
            Notification notification,
            Agent agent,
            Invocation row) {
        var standing = lineage.find(organisation, former);
        if (standing.isPresent()) {
            standing.filter(it -> it.status().isOpen())
                    .ifPresent(open -> outbox.send(notification, agent, open));
            return false;
        }
        if (isAbandoned(former) && keys.passOn(key, former, row.id())) {
            outbox.open(notification, agent, row);
            return true;
        }
        throw new IllegalStateException("another run is at it, or died a moment ago: " + former);
    }

    private boolean isAbandoned(InvocationId former) {
        return !former.time().plus(ABANDONED).isAfter(clock.instant());
    }

    private Invocation row(Agent agent) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Invocation(
                ids.invocation(),
                agent.organisation(),
                agent.id(),
                agent.platform(),
                agent.environment(),
                new Caller("system", Optional.empty(), ExternalIdentity.NONE, "sns.amazonaws.com"),
                Trace.begin(random).traceId(),
                InvocationStatus.QUEUED,
                Optional.empty(),
                Money.ZERO,
                Money.ZERO,
                List.of(),
                Optional.empty(),
                now,
                now.plus(PATIENCE),
                Optional.empty(),
                Optional.empty());
    }
}
