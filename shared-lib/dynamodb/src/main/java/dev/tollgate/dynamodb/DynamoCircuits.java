package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.delivery.Circuit;
import dev.tollgate.domain.delivery.Circuits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * {@link Circuits} in the table {@link Table#CIRCUITS}: a row for each destination that failed
 * lately. What follows from what is {@link Circuit}'s to say; here each step replaces the very row
 * it was made from.
 *
 * <p>Most destinations are healthy, and asked about before and after every attempt. So one that was
 * healthy a moment ago is taken for healthy; a process notices at most that moment later what
 * another one found out.
 */
public final class DynamoCircuits implements Circuits {
    /** Longer than any order waits on the queue. A row that is kept longer does no harm. */
    private static final Duration KEPT = Duration.ofDays(7);

    /** Each time that one caller must start again, another got on: a few hundred never do. */
    private static final int MOST_TRIES = 500;

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final String VERSION = "version";

    private final Dynamo dynamo;

    /** When destinations were last known to be healthy. */
    private final Map<Place, Instant> healthy = new ConcurrentHashMap<>();

    private record Place(OrganisationId organisation, String destination) {}

    public DynamoCircuits(Dynamo dynamo) {
        this.dynamo = dynamo;
    }

    @Override
    public Circuit find(OrganisationId organisation, String destination) {
        return read(key(organisation, destination)).circuit();
    }

    @Override
    public Passage pass(
            OrganisationId organisation, String destination, Instant now, Duration probe) {
        if (isHealthy(organisation, destination, now)) {
            return new Passage.Through();
        }
        var changed =
                change(
                        organisation,
                        destination,
                        now,
                        circuit ->
                                circuit.probed(now, now.plus(probe))
                                        .<Circuit>map(mine -> mine)
                                        .orElse(circuit));
        return switch (changed.after()) {
            case Circuit.Closed _ -> new Passage.Through();
            case Circuit.Open(var outage, var until) -> new Passage.Blocked(outage, until);
            case Circuit.HalfOpen(var outage, var until) ->
                    changed.written()
                            ? new Passage.Probe(outage)
                            : new Passage.Blocked(outage, until);
        };
    }

    @Override
    public Circuit failed(
            OrganisationId organisation, String destination, Instant at, String error) {
        return change(organisation, destination, at, circuit -> circuit.failed(at, error)).after();
    }

    @Override
    public Circuit succeeded(OrganisationId organisation, String destination, Instant at) {
        return isHealthy(organisation, destination, at)
                ? Circuit.healthy()
                : change(organisation, destination, at, Circuit::succeeded).after();
    }

    private boolean isHealthy(OrganisationId organisation, String destination, Instant at) {
        return Optional.ofNullable(healthy.get(new Place(organisation, destination)))
                .map(known -> Duration.between(known, at).abs())
                .filter(age -> age.compareTo(MOMENT) < 0)
                .isPresent();
    }

    private void remember(Place place, Circuit circuit, Instant at) {
        if (!circuit.equals(Circuit.healthy())) {
            healthy.remove(place);
            return;
        }
        if (healthy.size() >= MOST_REMEMBERED) {
            healthy.clear();
        }
        healthy.put(place, at);
    }

    /**
     * @param written by this caller; nothing is where nothing changes
     */
    private record Changed(Circuit after, boolean written) {}

    private Changed change(
            OrganisationId organisation,
            String destination,
            Instant at,
            UnaryOperator<Circuit> step) {
        var changed = change(key(organisation, destination), at, step);
        remember(new Place(organisation, destination), changed.after(), at);
        return changed;
    }

    private Changed change(
            Map<String, AttributeValue> key, Instant at, UnaryOperator<Circuit> step) {
        var row = read(key);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var after = step.apply(row.circuit());
            if (after.equals(row.circuit())) {
                return new Changed(after, false);
            }
            var other = replace(key, row, after, at);
            if (other.isEmpty()) {
                return new Changed(after, true);
            }
            row = other.get();
        }
        throw new IllegalStateException("the circuit of " + key + " never stands still");
    }

    /**
     * The condition on the version closes the race of two who read the same row: one of them gets
     * the probe, and no failure is lost. The other gets the row that was there first. A writer that
     * is told of no success, though it had it, takes its own row for another's: a failure counts
     * twice then, or a probe is not made before its time is over.
     */
    private Optional<Row> replace(
            Map<String, AttributeValue> key, Row before, Circuit after, Instant at) {
        var row = new HashMap<>(key);
        row.putAll(CircuitRow.of(after));
        row.put(VERSION, number(before.version() + 1));
        row.put(Table.EXPIRES_AT, number(at.plus(KEPT).getEpochSecond()));
        try {
            dynamo.client()
                    .putItem(put -> {
                        put.tableName(dynamo.name(Table.CIRCUITS)).item(row);
                        if (before.version() == 0) {
                            put.conditionExpression("attribute_not_exists(pk)");
                        } else {
                            put.conditionExpression("version = :before")
                                    .expressionAttributeValues(
                                            Map.of(":before", number(before.version())));
                        }
                        put.returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD);
                    });
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(Row.of(e.hasItem() ? e.item() : Map.of()));
        }
    }

    private Row read(Map<String, AttributeValue> key) {
        var got =
                dynamo.client()
                        .getItem(get ->
                                get.tableName(dynamo.name(Table.CIRCUITS))
                                        .key(key)
                                        .consistentRead(true));
        return Row.of(got.item());
    }

    private static Map<String, AttributeValue> key(
            OrganisationId organisation, String destination) {
        return Map.of(Table.PK, text(organisation.value()), Table.SK, text(destination));
    }

    /**
     * @param version 0 where there is no row
     */
    private record Row(long version, Circuit circuit) {
        static Row of(Map<String, AttributeValue> row) {
            return row.isEmpty()
                    ? new Row(0, Circuit.healthy())
                    : new Row(
                            Long.parseLong(CircuitRow.at(row, VERSION).n()), CircuitRow.read(row));
        }
    }
}
