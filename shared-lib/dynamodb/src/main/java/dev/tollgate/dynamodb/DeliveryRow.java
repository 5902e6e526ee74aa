package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A delivery as the attributes of its row. */
final class DeliveryRow {
    static final String STATUS = "delivery_status";
    static final String AGENT = "agent_id";
    static final String ATTEMPT = "attempt";
    static final String COUNTED = "counted";
    static final String CLAIMS = "claims";
    static final String ATTEMPTS = "attempts";
    static final String ERROR = "last_error";
    static final String NEXT_ATTEMPT_AT = "next_attempt_at";
    static final String UPDATED_AT = "updated_at";
    static final String LEASE_UNTIL = "lease_until";

    private DeliveryRow() {}

    static AttributeValue statusKey(OrganisationId organisation, DeliveryStatus status) {
        return text(organisation + "#" + status.text());
    }

    static Delivery read(Map<String, AttributeValue> row) {
        return new Delivery(
                new OrganisationId(at(row, Table.PK).s()),
                new InvocationId(at(row, Table.SK).s()),
                new AgentId(at(row, AGENT).s()),
                DeliveryStatus.of(at(row, STATUS).s()).orElseThrow(),
                integer(row, ATTEMPT),
                integer(row, COUNTED),
                row.containsKey(CLAIMS) ? integer(row, CLAIMS) : 0,
                Optional.ofNullable(row.get(ATTEMPTS)).map(AttributeValue::l).stream()
                        .flatMap(List::stream)
                        .map(each -> attempt(each.m()))
                        .toList(),
                Optional.ofNullable(row.get(ERROR)).map(AttributeValue::s),
                Optional.ofNullable(row.get(NEXT_ATTEMPT_AT)).map(it -> Instant.parse(it.s())),
                Instant.parse(at(row, UPDATED_AT).s()));
    }

    static AttributeValue of(DeliveryAttempt attempt) {
        var map = new TreeMap<String, AttributeValue>();
        map.put("number", number(attempt.number()));
        map.put("at", text(attempt.at().toString()));
        map.put("code", text(attempt.code()));
        attempt.upstreamStatus().ifPresent(it -> map.put("upstream_status", number(it)));
        map.put("latency_ms", number(attempt.latency().toMillis()));
        map.put("counts", AttributeValue.fromBool(attempt.counts()));
        map.put("may_have_run", AttributeValue.fromBool(attempt.mayHaveRun()));
        map.put("excerpt", text(attempt.excerpt()));
        return AttributeValue.fromM(map);
    }

    private static DeliveryAttempt attempt(Map<String, AttributeValue> map) {
        return new DeliveryAttempt(
                integer(map, "number"),
                Instant.parse(at(map, "at").s()),
                at(map, "code").s(),
                map.containsKey("upstream_status")
                        ? OptionalInt.of(integer(map, "upstream_status"))
                        : OptionalInt.empty(),
                Duration.ofMillis(integer(map, "latency_ms")),
                at(map, "counts").bool(),
                at(map, "may_have_run").bool(),
                at(map, "excerpt").s());
    }

    private static int integer(Map<String, AttributeValue> row, String name) {
        return Integer.parseInt(at(row, name).n());
    }

    private static AttributeValue at(Map<String, AttributeValue> row, String name) {
        var value = row.get(name);
        if (value == null) {
            throw new IllegalStateException("the row of a delivery has no " + name);
        }
        return value;
    }
}
