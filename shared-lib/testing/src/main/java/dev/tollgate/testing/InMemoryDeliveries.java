package dev.tollgate.testing;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The twin of the deliveries' table. */
public final class InMemoryDeliveries implements Deliveries {
    private final NavigableMap<InvocationId, Row> rows = new TreeMap<>();

    private record Row(Delivery delivery, Optional<Lease> lease) {}

    @Override
    public synchronized Claimed claim(DeliveryOrder order, Lease lease, Instant now) {
        var row = row(order);
        if (row.isPresent()) {
            var delivery = row.get().delivery();
            if (delivery.status().isOver()) {
                return new Claimed.Over(delivery);
            }
            if (delivery.attempt() > order.attempt()) {
                return new Claimed.Past(delivery);
            }
            var holder = row.get().lease().filter(held -> held.until().isAfter(now));
            if (holder.isPresent()) {
                return new Claimed.Busy(holder.get().until());
            }
        }
        var mine =
                new Delivery(
                        order.organisation(),
                        order.invocation(),
                        order.agent(),
                        DeliveryStatus.DELIVERING,
                        order.attempt(),
                        order.counted(),
                        claims(row) + 1,
                        attempts(row),
                        row.flatMap(it -> it.delivery().error()),
                        Optional.empty(),
                        now);
        put(mine, Optional.of(lease));
        return new Claimed.Mine(mine);
    }

    @Override
    public synchronized boolean await(
            DeliveryOrder order,
            Lease lease,
            DeliveryAttempt attempt,
            String error,
            int counted,
            Instant nextAttemptAt) {
        var row =
                row(order)
                        .filter(it ->
                                it.lease()
                                        .filter(held -> held.token().equals(lease.token()))
                                        .isPresent());
        row.ifPresent(held ->
                put(
                        new Delivery(
                                order.organisation(),
                                order.invocation(),
                                order.agent(),
                                DeliveryStatus.PENDING,
                                order.attempt() + 1,
                                counted,
                                claims(row),
                                and(attempts(row), Optional.of(attempt)),
                                Optional.of(error),
                                Optional.of(nextAttemptAt),
                                attempt.at().plus(attempt.latency())),
                        Optional.empty()));
        return row.isPresent();
    }

    @Override
    public synchronized boolean finish(
            DeliveryOrder order, End end, Optional<DeliveryAttempt> last) {
        var row = row(order);
        if (row.filter(it -> it.delivery().status().isOver()).isPresent()) {
            return false;
        }
        put(
                new Delivery(
                        order.organisation(),
                        order.invocation(),
                        order.agent(),
                        end.status(),
                        row.map(it -> it.delivery().attempt()).orElse(order.attempt()),
                        row.map(it -> it.delivery().counted()).orElse(order.counted()),
                        claims(row),
                        and(attempts(row), last),
                        end.error(),
                        Optional.empty(),
                        end.at()),
                Optional.empty());
        return true;
    }

    @Override
    public synchronized Optional<Delivery> find(
            OrganisationId organisation, InvocationId invocation) {
        return Optional.ofNullable(rows.get(invocation))
                .map(Row::delivery)
                .filter(delivery -> delivery.organisation().equals(organisation));
    }

    @Override
    public synchronized Page<Delivery> list(
            OrganisationId organisation, DeliveryStatus status, PageRequest page) {
        var all =
                rows.values().stream()
                        .map(Row::delivery)
                        .filter(delivery -> delivery.organisation().equals(organisation))
                        .filter(delivery -> delivery.status() == status)
                        .toList();
        return Pages.cut(all, page, delivery -> delivery.invocation().value());
    }

    private Optional<Row> row(DeliveryOrder order) {
        return Optional.ofNullable(rows.get(order.invocation()));
    }

    private void put(Delivery delivery, Optional<Lease> lease) {
        rows.put(delivery.invocation(), new Row(delivery, lease));
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
