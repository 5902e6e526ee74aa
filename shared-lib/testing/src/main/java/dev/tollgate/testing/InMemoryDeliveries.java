package dev.tollgate.testing;

import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQuery;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The twin of the deliveries' table. */
public final class InMemoryDeliveries implements Deliveries {
    private final NavigableMap<DeliveryId, Row> rows = new TreeMap<>();

    private record Row(Delivery delivery, Optional<Lease> lease, Optional<DeliveryOrder> kept) {}

    @Override
    public synchronized Claimed claim(DeliveryOrder order, Lease lease, Instant now) {
        var row = row(order);
        if (row.isPresent()) {
            var delivery = row.get().delivery();
            if (delivery.status().isOver()) {
                return new Claimed.Over(delivery);
            }
            if (delivery.turn().attempt() > order.attempt()) {
                return new Claimed.Past(delivery);
            }
            var holder = row.get().lease().filter(held -> held.until().isAfter(now));
            if (holder.isPresent()) {
                return new Claimed.Busy(holder.get().until());
            }
        }
        var mine =
                delivery(
                        order,
                        DeliveryStatus.DELIVERING,
                        order.turn(),
                        claims(row) + 1,
                        attempts(row),
                        row.flatMap(it -> it.delivery().error()),
                        now);
        put(mine, Optional.of(lease), kept(row));
        return new Claimed.Mine(mine);
    }

    @Override
    public synchronized boolean await(
            DeliveryOrder order, Lease lease, DeliveryAttempt attempt, String error, Turn next) {
        var row =
                row(order)
                        .filter(it ->
                                it.lease()
                                        .filter(held -> held.token().equals(lease.token()))
                                        .isPresent());
        row.ifPresent(_ ->
                put(
                        delivery(
                                order,
                                DeliveryStatus.PENDING,
                                next,
                                claims(row),
                                and(attempts(row), Optional.of(attempt)),
                                Optional.of(error),
                                attempt.at().plus(attempt.latency())),
                        Optional.empty(),
                        kept(row)));
        return row.isPresent();
    }

    @Override
    public synchronized boolean finish(
            DeliveryOrder order, End end, Optional<DeliveryAttempt> last) {
        var row = row(order);
        if (row.filter(it -> it.delivery().status().isOver()).isPresent()) {
            return false;
        }
        var turn = row.map(it -> it.delivery().turn()).orElse(order.turn());
        put(
                delivery(
                        order,
                        end.status(),
                        turn,
                        claims(row),
                        and(attempts(row), last),
                        end.error(),
                        end.at()),
                Optional.empty(),
                end.status() == DeliveryStatus.FAILED
                        ? without(order).map(it -> it.at(turn))
                        : Optional.empty());
        return true;
    }

    /** Without what is not kept. */
    private static Optional<DeliveryOrder> without(DeliveryOrder order) {
        return switch (order.purpose()) {
            case Purpose.Call call ->
                    Optional.of(
                            new DeliveryOrder(
                                    order.organisation(),
                                    order.id(),
                                    new Purpose.Call(
                                            call.agent(),
                                            call.invocation(),
                                            call.idempotencyKey(),
                                            Optional.empty()),
                                    order.body(),
                                    order.traceparent(),
                                    order.turn()));
            case Purpose.Event _ -> Optional.of(order);
            case Purpose.Reply _ -> Optional.empty();
        };
    }

    @Override
    public synchronized Optional<Delivery> find(OrganisationId organisation, DeliveryId id) {
        return of(organisation, id).map(Row::delivery);
    }

    @Override
    public synchronized Page<Delivery> list(
            OrganisationId organisation, DeliveryQuery query, PageRequest page) {
        var all =
                rows.values().stream()
                        .map(Row::delivery)
                        .filter(delivery -> delivery.organisation().equals(organisation))
                        .filter(query::matches)
                        .toList();
        return Pages.cut(all, page, delivery -> delivery.id().value());
    }

    @Override
    public synchronized Optional<DeliveryOrder> kept(OrganisationId organisation, DeliveryId id) {
        return of(organisation, id)
                .flatMap(row -> row.kept().map(it -> it.at(row.delivery().turn())));
    }

    @Override
    public synchronized boolean reopen(DeliveryOrder again, Instant now) {
        var row =
                row(again)
                        .filter(it -> it.delivery().status() == DeliveryStatus.FAILED)
                        .filter(it -> it.kept().isPresent());
        row.ifPresent(it ->
                put(
                        delivery(
                                again,
                                DeliveryStatus.PENDING,
                                again.turn(),
                                it.delivery().claims(),
                                it.delivery().attempts(),
                                it.delivery().error(),
                                now),
                        Optional.empty(),
                        kept(row)));
        return row.isPresent();
    }

    private static Delivery delivery(
            DeliveryOrder order,
            DeliveryStatus status,
            Turn turn,
            int claims,
            List<DeliveryAttempt> attempts,
            Optional<String> error,
            Instant at) {
        return new Delivery(
                order.organisation(),
                order.id(),
                order.purpose().subject(),
                status,
                turn,
                claims,
                attempts,
                error,
                at);
    }

    private Optional<Row> of(OrganisationId organisation, DeliveryId id) {
        return Optional.ofNullable(rows.get(id))
                .filter(row -> row.delivery().organisation().equals(organisation));
    }

    private Optional<Row> row(DeliveryOrder order) {
        return Optional.ofNullable(rows.get(order.id()));
    }

    private void put(Delivery delivery, Optional<Lease> lease, Optional<DeliveryOrder> kept) {
        rows.put(delivery.id(), new Row(delivery, lease, kept));
    }

    private static Optional<DeliveryOrder> kept(Optional<Row> row) {
        return row.flatMap(Row::kept);
    }

    private static int claims(Optional<Row> row) {
        return row.map(it -> it.delivery().claims()).orElse(0);
    }

    private static List<DeliveryAttempt> attempts(Optional<Row> row) {
        return row.map(it -> it.delivery().attempts()).orElse(List.of());
    }

    private static List<DeliveryAttempt> and(
            List<DeliveryAttempt> attempts, Optional<DeliveryAttempt> last) {
        var all = new ArrayList<>(attempts);
        last.ifPresent(all::add);
        return all;
    }
}
