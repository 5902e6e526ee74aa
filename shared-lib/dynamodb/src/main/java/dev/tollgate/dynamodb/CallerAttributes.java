package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who called, as attributes of a row. */
final class CallerAttributes {
    private CallerAttributes() {}

    static void put(Map<String, AttributeValue> row, Caller caller) {
        row.put("principal", text(caller.principal()));
        row.put("address", text(caller.address()));
        caller.team().ifPresent(it -> row.put("team", text(it)));
        var person = caller.onBehalfOf();
        person.userId().ifPresent(it -> row.put("external_user_id", text(it)));
        person.email().ifPresent(it -> row.put("external_user_email", text(it)));
        person.system().ifPresent(it -> row.put("external_system", text(it)));
        person.sessionId().ifPresent(it -> row.put("external_session_id", text(it)));
        person.context().ifPresent(it -> row.put("external_context", text(it)));
        person.consentBasis().ifPresent(it -> row.put("consent_basis", text(it)));
    }

    static Caller read(Map<String, AttributeValue> row) {
        return new Caller(
                find(row, "principal").orElseThrow(),
                find(row, "team"),
                new ExternalIdentity(
                        find(row, "external_user_id"),
                        find(row, "external_user_email"),
                        find(row, "external_system"),
                        find(row, "external_session_id"),
                        find(row, "external_context"),
                        find(row, "consent_basis")),
                find(row, "address").orElseThrow());
    }

    private static Optional<String> find(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name)).map(AttributeValue::s);
    }
}
