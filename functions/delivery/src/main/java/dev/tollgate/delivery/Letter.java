package dev.tollgate.delivery;

import dev.tollgate.delivery.Traffic.Light;
import dev.tollgate.delivery.Traffic.Route;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Deliveries.Claimed;
import dev.tollgate.domain.delivery.Deliveries.End;
import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.platforms.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message that is no call: nothing is held for it and no lineage row is its own. So its delivery
 * row alone says where it stands, and every step may be repeated.
 *
 * <ol>
 *   <li>The attempt is claimed, then made. Whoever dies before the next write leaves an attempt
 *       that is made again once the claim is over, with the same idempotency key.
 *   <li>Not the last: what came of it is written before the next order is sent. Whoever dies
 *       between them is made up for by the copy of the order that SQS hands out again.
 *   <li>The last: the audit and the dead-letter queue come before the final state.
 * </ol>
 */
final class Letter {
    private final Deliveries deliveries;
    private final DeliveryQueue queue;
    private final Audit audit;
    private final Metrics metrics;
    private final Attempts attempts;
    private final Traffic traffic;
    private final InstantSource clock;

    Letter(Config config, DeliveryFunction.Ports ports, Traffic traffic) {
        this.deliveries = ports.deliveries();
        this.queue = ports.queue();
        this.audit = ports.audit();
        this.metrics = ports.metrics();
        this.attempts = new Attempts(config, ports.random());
        this.traffic = traffic;
        this.clock = ports.clock();
    }

    /**
     * Makes the attempt that the order is for, if it is due and nobody else does.
     *
     * @param ended is told what the last attempt came to, maybe more than once
     */
    Handled attempt(
            DeliveryOrder order, Route route, Supplier<Sent> send, Consumer<DeliveryStatus> ended) {
        if (order.due().isAfter(clock.instant())) {
            return send(order);
        }
        return switch (traffic.ask(order, route)) {
            case Light.Green green -> claimed(order, route, green, send, ended);
            case Light.Red(var turn) -> send(order.at(turn));
            case Light.Never(var why) -> {
                ended.accept(DeliveryStatus.FAILED);
                yield refuse(order, route.platform(), "destination_dead", why);
            }
        };
    }

    private Handled claimed(
            DeliveryOrder order,
            Route route,
            Light.Green green,
            Supplier<Sent> send,
            Consumer<DeliveryStatus> ended) {
        var now = clock.instant();
        var lease = attempts.lease(now);
        return switch (deliveries.claim(order, lease, now)) {
            case Claimed.Mine(var delivery) ->
                    attempt(order, route, green, lease, delivery, send, ended);
            case Claimed.Busy(var until) ->
                    new Handled.LeftOnQueue("somebody else has it until " + until);
            case Claimed.Past(var delivery) ->
                    delivery.status() == DeliveryStatus.PENDING
                            ? send(order.at(delivery.turn()))
                            : new Handled.Done("a later attempt is being made");
            case Claimed.Over _ -> new Handled.Done("it was over already");
        };
    }

    /** Gives it up before an attempt. */
    Handled refuse(DeliveryOrder order, String platform, String code, String why) {
        var before =
                deliveries
                        .find(order.organisation(), order.id())
                        .map(Delivery::attempts)
                        .orElse(List.of());
        return end(
                order, platform, Optional.of(code + ": " + why), before.stream(), Optional.empty());
    }

    private Handled attempt(
            DeliveryOrder order,
            Route route,
            Light.Green green,
            Lease lease,
            Delivery delivery,
            Supplier<Sent> send,
            Consumer<DeliveryStatus> ended) {
        var began = clock.instant();
        var sent = send.get();
        var over = clock.instant();
        traffic.tell(route, green, sent.execution());
        var ending = Ending.of(sent.execution(), Money.ZERO, sent.output(), over);
        var next = attempts.after(order, sent, over);
        var attempt = Report.of(order, began, over, sent.execution(), ending, next);
        metrics.count(
                "webhook_attempts", Map.of("platform", route.platform(), "code", attempt.code()));
        var detail = ending.outcome().detail().orElse(attempt.code());
        if (next.isPresent()) {
            return deliveries.await(order, lease, attempt, detail, next.get())
                    ? send(order.at(next.get()))
                    : new Handled.LeftOnQueue("somebody else has taken it over");
        }
        var error =
                sent.execution() instanceof Execution.Answered
                        ? Optional.<String>empty()
                        : Optional.of(attempt.code() + ": " + detail);
        ended.accept(error.isEmpty() ? DeliveryStatus.DELIVERED : DeliveryStatus.FAILED);
        return end(
                order, route.platform(), error, delivery.attempts().stream(), Optional.of(attempt));
    }

    private Handled end(
            DeliveryOrder order,
            String platform,
            Optional<String> error,
            Stream<DeliveryAttempt> before,
            Optional<DeliveryAttempt> last) {
        var at = clock.instant();
        var history =
                Stream.concat(before, last.stream())
                        .map(DeliveryAttempt::summary)
                        .collect(Collectors.joining("; "));
        if (error.isPresent()) {
            audit.record(event(order, error.get(), at));
            queue.bury(order, error.get(), history);
        }
        var status = error.isEmpty() ? DeliveryStatus.DELIVERED : DeliveryStatus.FAILED;
        if (deliveries.finish(order, new End(status, error, at), last)) {
            measure(order, platform, at, status);
        }
        return new Handled.Done(status.text());
    }

    /** The same for the same turn, so that the audit knows a repetition. */
    private static AuditEvent event(DeliveryOrder order, String error, Instant at) {
        var details = new TreeMap<String, String>();
        details.put("kind", order.purpose().subject().kind().text());
        details.put("attempts", Integer.toString(order.attempt()));
        details.put("error", error);
        return new AuditEvent(
                Ids.repeatable(order.due(), order.id() + " failed " + order.attempt()).audit(),
                order.organisation(),
                at,
                "external_agent.delivery_failed",
                "system",
                order.id().value(),
                details);
    }

    private Handled send(DeliveryOrder order) {
        var delay = Duration.between(clock.instant(), order.due());
        queue.send(order, delay.isNegative() ? Duration.ZERO : delay);
        return new Handled.Done("attempt " + order.attempt() + " is due at " + order.due());
    }

    private void measure(DeliveryOrder order, String platform, Instant at, DeliveryStatus status) {
        metrics.count("webhook_deliveries", Map.of("platform", platform, "status", status.text()));
        if (status == DeliveryStatus.FAILED) {
            metrics.count("external_agent_webhook_failures", Map.of("platform", platform));
        } else {
            metrics.time(
                    "webhook_delivery_latency",
                    Duration.between(order.turn().since(), at),
                    Map.of("platform", platform));
        }
    }
}
