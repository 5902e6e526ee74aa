package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.delivery.Circuit;
import dev.tollgate.domain.delivery.Circuit.Outage;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A circuit as attributes, and back. */
final class CircuitRow {
    private static final String KIND = "circuit";
    private static final String CLOSED = "closed";
    private static final String OPEN = "open";
    private static final String HALF_OPEN = "half_open";
    private static final String FAILURES = "failures";
    private static final String SINCE = "dead_since";
    private static final String UNTIL = "shut_until";
    private static final String OPENINGS = "openings";
    private static final String ERROR = "last_error";

    private CircuitRow() {}

    static Map<String, AttributeValue> of(Circuit circuit) {
        return switch (circuit) {
            case Circuit.Closed(var failures) ->
                    Map.of(KIND, text(CLOSED), FAILURES, number(failures));
            case Circuit.Open(var outage, var until) -> of(OPEN, outage, until);
            case Circuit.HalfOpen(var outage, var until) -> of(HALF_OPEN, outage, until);
        };
    }

    private static Map<String, AttributeValue> of(String kind, Outage outage, Instant until) {
        return Map.of(
                KIND,
                text(kind),
                SINCE,
                text(outage.since().toString()),
                OPENINGS,
                number(outage.openings()),
                ERROR,
                text(outage.error()),
                UNTIL,
                text(until.toString()));
    }

    static Circuit read(Map<String, AttributeValue> row) {
        var kind = at(row, KIND).s();
        return switch (kind) {
            case CLOSED -> new Circuit.Closed(Integer.parseInt(at(row, FAILURES).n()));
            case OPEN -> new Circuit.Open(outage(row), until(row));
            case HALF_OPEN -> new Circuit.HalfOpen(outage(row), until(row));
            default -> throw new IllegalStateException("not a circuit: " + kind);
        };
    }

    private static Outage outage(Map<String, AttributeValue> row) {
        return new Outage(
                Instant.parse(at(row, SINCE).s()),
                Integer.parseInt(at(row, OPENINGS).n()),
                at(row, ERROR).s());
    }

    private static Instant until(Map<String, AttributeValue> row) {
        return Instant.parse(at(row, UNTIL).s());
    }

    static AttributeValue at(Map<String, AttributeValue> row, String name) {
        var value = row.get(name);
        if (value == null) {
            throw new IllegalStateException("the row of a circuit has no " + name);
        }
        return value;
    }
}
