package dev.tollgate.delivery;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.approval.ConcludeApproval;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Deliveries.End;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.event.Ended;
import dev.tollgate.domain.lineage.Conclude;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.queue.Announce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ends a delivery. The lineage row comes first, with the output and the cost, and the money after
 * it: from then on no attempt is made any more. The audit, the dead-letter queue, the subscribers,
 * the reply to who asked on a platform and the delivery's own final state follow in this order, the
 * last as the mark that all is done: whoever is handed a copy of the order and finds the call over
 * but not the delivery does the rest again. The audit event and the reply have the same ids then,
 * so they stand once; an order may be buried twice.
 */
final class Close {
    private final Lineage lineage;
    private final Conclude conclude;
    private final Audit audit;
    private final DeliveryQueue queue;
    private final Deliveries deliveries;
    private final Metrics metrics;
    private final Tell tell;
    private final Announce announce;
    private final ConcludeApproval concludeApproval;

    Close(DeliveryFunction.Ports ports, Tell tell, Announce announce) {
        this.lineage = ports.lineage();
        this.conclude = new Conclude(ports.lineage(), ports.counters());
        this.audit = ports.audit();
        this.queue = ports.queue();
        this.deliveries = ports.deliveries();
        this.metrics = ports.metrics();
        this.tell = tell;
        this.announce = announce;
        this.concludeApproval = new ConcludeApproval(ports.approvals());
    }

    /** Counts an attempt. */
    void attempted(Invocation open, DeliveryAttempt attempt) {
        metrics.count(
                "webhook_attempts",
                Map.of("platform", open.platform().text(), "code", attempt.code()));
    }

    /** Ends the call by its last attempt, or before it if there is none. */
    Handled end(
            DeliveryOrder order,
            Purpose.Call call,
            Invocation open,
            Delivery delivery,
            Ending ending,
            Optional<DeliveryAttempt> last) {
        conclude.conclude(open, charged(ending, open, delivery));
        // Not what we wanted to write: somebody else may have ended it before us.
        var row = lineage.find(order.organisation(), call.invocation());
        return row.filter(it -> !it.status().isOpen())
                .map(over -> close(order, call, over, delivery.attempts(), last))
                .orElseGet(() -> new Handled.LeftOnQueue("its row changed meanwhile"));
    }

    /** Somebody else, such as maintenance, has ended the call meanwhile. */
    Handled ended(DeliveryOrder order, Purpose.Call call) {
        return lineage.find(order.organisation(), call.invocation())
                .filter(row -> !row.status().isOpen())
                .map(row -> afterwards(order, call, row))
                .orElseGet(() -> new Handled.LeftOnQueue("its row changed meanwhile"));
    }

    /** Does what is left to do for a call that is over; so far the money may be held still. */
    Handled afterwards(DeliveryOrder order, Purpose.Call call, Invocation over) {
        var delivery = deliveries.find(order.organisation(), order.id());
        if (delivery.filter(it -> it.status().isOver()).isPresent()) {
            return new Handled.Done("it was over already");
        }
        conclude.settle(over);
        return close(
                order,
                call,
                over,
                delivery.map(Delivery::attempts).orElse(List.of()),
                Optional.empty());
    }

    /** An attempt that cannot have run does not make up for an earlier one that may have. */
    private static Ending charged(Ending ending, Invocation open, Delivery delivery) {
        var mayHaveRun =
                delivery.brokeOff()
                        || delivery.attempts().stream().anyMatch(DeliveryAttempt::mayHaveRun);
        return ending.status() != InvocationStatus.COMPLETED && mayHaveRun
                ? new Ending(ending.status(), open.held(), ending.outcome())
                : ending;
    }

    private Handled close(
            DeliveryOrder order,
            Purpose.Call call,
            Invocation over,
            List<DeliveryAttempt> before,
            Optional<DeliveryAttempt> last) {
        var outcome = over.outcome().orElseThrow();
        var history = Stream.concat(before.stream(), last.stream()).toList();
        var error = error(over, outcome);
        audit.record(event(over, outcome, history.size(), error));
        error.ifPresent(why ->
                queue.bury(order, outcome.code().orElse("failed") + ": " + why, text(history)));
        concludeApproval.conclude(over);
        announce.announce(Ended.of(over));
        call.replyTo().ifPresent(to -> tell.tell(order, over, to));
        var status = error.isEmpty() ? DeliveryStatus.DELIVERED : DeliveryStatus.FAILED;
        if (deliveries.finish(order, new End(status, error, outcome.at()), last)) {
            measure(over, outcome.at(), status);
        }
        return new Handled.Done(status.text());
    }

    private static Optional<String> error(Invocation over, Outcome outcome) {
        return over.status() == InvocationStatus.COMPLETED
                ? Optional.empty()
                : Optional.of(
                        outcome.detail().or(outcome::code).orElseGet(() -> over.status().text()));
    }

    private static String text(List<DeliveryAttempt> history) {
        return history.stream().map(DeliveryAttempt::summary).collect(Collectors.joining("; "));
    }

    private static AuditEvent event(
            Invocation over, Outcome outcome, int attempts, Optional<String> error) {
        var type = error.isEmpty() ? "external_agent.delivered" : "external_agent.delivery_failed";
        var common = Map.of("agent", over.agent().value(), "attempts", Integer.toString(attempts));
        var why = Map.of("code", outcome.code().orElse("failed"), "error", error.orElse(""));
        return new AuditEvent(
                // The same for the same event, so that the audit knows a repetition.
                Ids.repeatable(outcome.at(), over.id() + " " + type).audit(),
                over.organisation(),
                outcome.at(),
                type,
                "system",
                over.id().value(),
                error.isEmpty() ? common : both(common, why));
    }

    private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
        return Stream.of(one, other)
                .flatMap(map -> map.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void measure(Invocation over, Instant at, DeliveryStatus status) {
        var platform = over.platform().text();
        metrics.count("webhook_deliveries", Map.of("platform", platform, "status", status.text()));
        switch (status) {
            case FAILED ->
                    metrics.count("external_agent_webhook_failures", Map.of("platform", platform));
            case DELIVERED ->
                    metrics.time(
                            "webhook_delivery_latency",
                            Duration.between(over.requestedAt(), at),
                            Map.of("platform", platform));
            case PENDING, DELIVERING -> throw new IllegalStateException("not over: " + status);
        }
    }
}
