package dev.tollgate.alarms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.lambda.Trace;
import dev.tollgate.platforms.About;
import dev.tollgate.platforms.CallAgent;
import dev.tollgate.platforms.Message;
import dev.tollgate.platforms.Rendered;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Records that a destination is told of an alarm, and orders it: the row before the order, as for
 * every call. It holds no money and draws on no budget: an exhausted budget must not keep the alarm
 * about it back.
 */
final class Outbox {
    private final Lineage lineage;
    private final Audit audit;
    private final DeliveryQueue queue;
    private final InstantSource clock;
    private final RandomGenerator random;

    Outbox(AlarmsFunction.Ports ports) {
        this.lineage = ports.lineage();
        this.audit = ports.audit();
        this.queue = ports.queue();
        this.clock = ports.clock();
        this.random = ports.random();
    }

    void open(Notification notification, Agent agent, Invocation row) {
        lineage.open(row);
        send(notification, agent, row);
    }

    /** For a row that stands. May be repeated. */
    void send(Notification notification, Agent agent, Invocation row) {
        var alarm = notification.alarm();
        audit.record(
                event(
                        row,
                        "external_agent.alarm_notified",
                        Map.of("alarm", alarm.name(), "state", alarm.state().name())),
                event(row, "external_agent.credentials_accessed", Map.of()));
        queue.send(
                DeliveryOrder.call(
                        row.organisation(),
                        row.agent(),
                        row.id(),
                        body(alarm, agent, row),
                        new Trace(row.traceId(), Trace.begin(random).spanId(), "01").toString(),
                        clock.instant()),
                Duration.ZERO);
    }

    private static String body(Alarm alarm, Agent agent, Invocation row) {
        var message =
                new Message.Call(
                        new About(
                                agent.name(),
                                row.caller().shown(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        row,
                        TextNode.valueOf(alarm.sentence()),
                        Optional.of(context(alarm)),
                        Optional.empty(),
                        false);
        return switch (CallAgent.render(agent, message)) {
            case Rendered.Ready(var body) -> body;
            case Rendered.Unfit(var why) ->
                    throw new IllegalStateException("an alarm cannot be shown: " + why);
        };
    }

    private static JsonNode context(Alarm alarm) {
        var context = JsonNodeFactory.instance.objectNode();
        context.put("alarm", alarm.name());
        context.put("kind", alarm.kind());
        context.put("description", alarm.description());
        context.put("state", alarm.state().name());
        context.put("previous_state", alarm.was().name());
        context.put("since", alarm.since().toString());
        context.put("reason", alarm.reason());
        context.put("arn", alarm.arn());
        context.put("region", alarm.region());
        alarm.watches()
                .ifPresent(metric ->
                        context.putObject("metric")
                                .put("namespace", metric.namespace())
                                .put("name", metric.name()));
        return context;
    }

    private static AuditEvent event(Invocation row, String type, Map<String, String> details) {
        var all = new TreeMap<>(details);
        all.put("invocation", row.id().value());
        return new AuditEvent(
                Ids.repeatable(row.requestedAt(), row.id() + " " + type).audit(),
                row.organisation(),
                row.requestedAt(),
                type,
                row.caller().principal(),
                row.agent().value(),
                all);
    }
}
