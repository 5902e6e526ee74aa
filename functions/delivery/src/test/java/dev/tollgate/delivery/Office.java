package dev.tollgate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.delivery.Circuits;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.Pacing;
import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.lambda.Environment;
import dev.tollgate.queue.OrderMessage;
import dev.tollgate.testing.InMemoryAgents;
import dev.tollgate.testing.InMemoryApprovals;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryCircuits;
import dev.tollgate.testing.InMemoryCounters;
import dev.tollgate.testing.InMemoryCredentials;
import dev.tollgate.testing.InMemoryDeliveries;
import dev.tollgate.testing.InMemoryDeliveryQueue;
import dev.tollgate.testing.InMemoryKillSwitches;
import dev.tollgate.testing.InMemoryLineage;
import dev.tollgate.testing.InMemoryPacing;
import dev.tollgate.testing.InMemorySubscriptions;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.ScriptedDestinations;
import dev.tollgate.testing.SetClock;
import dev.tollgate.testing.TestContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The function with its twins, handed messages as SQS hands them out. */
final class Office {
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    static final Duration LEASE = Duration.ofSeconds(60);

    /** More than any test needs: a chain of orders that does not end is an error. */
    private static final int MOST_MESSAGES = 200;

    final SetClock clock = new SetClock(START);
    final RandomGenerator random = new SplittableRandom(1);
    final Ids ids = new Ids(clock, random);
    final InMemoryLineage lineage = new InMemoryLineage();
    final InMemoryKillSwitches killSwitches = new InMemoryKillSwitches();
    final InMemoryApprovals approvals = new InMemoryApprovals(lineage);
    final InMemoryCounters counters = new InMemoryCounters(clock);
    final InMemoryDeliveries deliveries = new InMemoryDeliveries();
    final InMemoryCircuits circuits = new InMemoryCircuits();
    final InMemorySubscriptions subscriptions = new InMemorySubscriptions();
    final InMemoryPacing pacing = new InMemoryPacing();
    final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    final InMemoryAgents agents = new InMemoryAgents();
    final InMemoryCredentials credentials = new InMemoryCredentials();
    final InMemoryAudit audit = new InMemoryAudit();
    final RecordedMetrics metrics = new RecordedMetrics();
    final OrganisationId acme = new OrganisationId("org_01kjpwd6m0000000000000acme");
    final Agent agent =
            Calls.agent(
                    acme,
                    new AgentId("agt_01kjpwd6m000000000000spare"),
                    agents,
                    credentials,
                    URI.create("https://agent.example.com/"));
    final DeliveryOrder order =
            Calls.admit(
                    agent,
                    new InvocationId("inv_01kjpwd6m0000000000000ca11"),
                    lineage,
                    counters,
                    START);

    private final ScriptedDestinations destinations;

    /** The agent answers so, one after the other; the last stays. */
    Office(Execution... answers) {
        Iterator<Execution> script = List.of(answers).iterator();
        var last = answers[answers.length - 1];
        destinations = ScriptedDestinations.answering(_ -> script.hasNext() ? script.next() : last);
    }

    DeliveryFunction function(Faults faults) {
        return new DeliveryFunction(
                Config.of(
                        Environment.of(
                                Map.of(
                                        "DELIVERY_QUEUE_URL", "http://127.0.0.1/orders",
                                        "DELIVERY_DLQ_URL", "http://127.0.0.1/buried"))),
                new DeliveryFunction.Ports(
                        faults.in(Lineage.class, lineage),
                        approvals,
                        killSwitches,
                        faults.in(Counters.class, counters),
                        faults.in(Deliveries.class, deliveries),
                        faults.in(DeliveryQueue.class, queue),
                        faults.in(Circuits.class, circuits),
                        faults.in(Pacing.class, pacing),
                        faults.in(Subscriptions.class, subscriptions),
                        faults.in(Agents.class, agents),
                        faults.in(Credentials.class, credentials),
                        faults.in(Destinations.class, destinations),
                        faults.in(Audit.class, audit),
                        metrics,
                        clock,
                        random));
    }

    /** Hands out one message; answers whether the queue may forget it. */
    boolean hand(String body, Faults faults) {
        var message = new SQSMessage();
        message.setMessageId("m-1");
        message.setBody(body);
        var event = new SQSEvent();
        event.setRecords(List.of(message));
        var answer = function(faults).handleRequest(event, new TestContext());
        return failures(answer).isEmpty();
    }

    boolean hand(DeliveryOrder it) {
        return hand(OrderMessage.write(it), Faults.none());
    }

    static List<String> failures(SQSBatchResponse answer) {
        return answer.getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    /** Hands out whatever is on the queue, each when it is due, until nothing is left. */
    void work() {
        for (int i = 0; i < MOST_MESSAGES; i++) {
            var next = queue.take();
            if (next.isEmpty()) {
                return;
            }
            var due = next.get().order().due();
            if (due.isAfter(clock.instant())) {
                clock.set(due);
            }
            if (!hand(next.get().order())) {
                clock.pass(LEASE);
                queue.send(next.get().order(), Duration.ZERO);
            }
        }
        assertThat(queue.waiting()).as("orders without end").isEmpty();
    }

    List<OutboundCall> calls() {
        return destinations.calls();
    }

    Invocation row() {
        return lineage.find(acme, Calls.id(order)).orElseThrow();
    }

    Delivery delivery() {
        return deliveries.find(acme, order.id()).orElseThrow();
    }

    boolean isSettled() {
        return counters.held(acme, Calls.id(order)).isEmpty();
    }
}
