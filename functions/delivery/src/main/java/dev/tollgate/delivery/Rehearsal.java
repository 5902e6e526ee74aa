package dev.tollgate.delivery;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedAgent;
import dev.tollgate.lambda.RehearsedContext;
import dev.tollgate.queue.OrderMessage;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A queued call carried out, and one that is not due, from the event to the answer. */
final class Rehearsal implements Runnable {
    private static final String TRACE = "00000000000000000000000000000001";
    private static final Duration LATER = Duration.ofHours(1);

    private final DeliveryFunction.Ports ports;
    private final DeliveryFunction function;
    private final Ids ids;

    Rehearsal(Environment environment) {
        var config = Config.of(environment);
        ports = DeliveryFunction.wire(config, environment, Line.REHEARSAL);
        function = new DeliveryFunction(config, ports);
        ids = new Ids(ports.clock(), ports.random());
        ports.agents().add(RehearsedAgent.active());
    }

    @Override
    public void run() {
        var row = queued();
        ports.lineage().open(row);
        var order =
                DeliveryOrder.call(
                        row.organisation(),
                        row.agent(),
                        row.id(),
                        "{\"input\":\"rehearsal\"}",
                        "00-" + TRACE + "-0000000000000001-01",
                        row.requestedAt());
        deliver(order.at(order.turn().postponed(row.requestedAt().plus(LATER), false)));
        deliver(order);
        if (ports.lineage()
                .find(row.organisation(), row.id())
                .filter(it -> it.status() == InvocationStatus.COMPLETED)
                .isEmpty()) {
            throw new IllegalStateException("the call of the rehearsal was not carried out");
        }
    }

    private void deliver(DeliveryOrder order) {
        var message = new SQSEvent.SQSMessage();
        message.setMessageId("rehearsal");
        message.setBody(OrderMessage.write(order));
        var event = new SQSEvent();
        event.setRecords(List.of(message));
        function.handleRequest(event, new RehearsedContext());
    }

    private Invocation queued() {
        var now = ports.clock().instant();
        return new Invocation(
                ids.invocation(),
                RehearsedAgent.ORGANISATION,
                RehearsedAgent.ID,
                Platform.CUSTOM_HTTP,
                "production",
                new Caller("key_rehearsal", Optional.empty(), ExternalIdentity.NONE, "192.0.2.1"),
                TRACE,
                InvocationStatus.QUEUED,
                Optional.empty(),
                Money.usd("0.05"),
                Money.ZERO,
                List.of(),
                Optional.empty(),
                now,
                now.plus(LATER),
                Optional.empty(),
                Optional.empty());
    }
}
