package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A session as the attributes of its row. */
final class SessionRow {
    static final String FAMILY = "family_hash";
    static final String TURN = "turn_hash";

    /** After its end, so that a token of then is told from one that never was. */
    private static final Duration KEPT = Duration.ofDays(1);

    private SessionRow() {}

    static Map<String, AttributeValue> key(SessionId id) {
        return Map.of(Table.PK, text(id.value()), Table.SK, text(id.value()));
    }

    static Map<String, AttributeValue> of(Session session, Sessions.Hashes hashes) {
        var row = new HashMap<>(key(session.id()));
        row.put("organisation", text(session.organisation().value()));
        row.put("user", text(session.user().value()));
        row.put("user_epoch", number(session.userEpoch()));
        row.put("organisation_epoch", number(session.organisationEpoch()));
        row.put("opened_at", text(session.openedAt().toString()));
        row.put("ends_at", text(session.endsAt().toString()));
        row.put("ends", number(session.endsAt().toEpochMilli()));
        row.put("revoked", AttributeValue.fromBool(session.revoked()));
        row.put(FAMILY, text(hashes.family()));
        row.put(TURN, text(hashes.turn()));
        row.put(Table.EXPIRES_AT, number(session.endsAt().plus(KEPT).getEpochSecond()));
        return row;
    }

    static Session read(Map<String, AttributeValue> row) {
        return new Session(
                new SessionId(at(row, Table.PK).s()),
                new OrganisationId(at(row, "organisation").s()),
                new UserId(at(row, "user").s()),
                Long.parseLong(at(row, "user_epoch").n()),
                Long.parseLong(at(row, "organisation_epoch").n()),
                Instant.parse(at(row, "opened_at").s()),
                Instant.parse(at(row, "ends_at").s()),
                at(row, "revoked").bool());
    }

    static AttributeValue at(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .orElseThrow(
                        () -> new IllegalStateException("the row of a session has no " + name));
    }
}
