package dev.tollgate.invocation;

import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.lambda.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An invocation as callers see it. */
final class InvocationView {
    private InvocationView() {}

    /** What the caller of an agent gets: the output, and what it cost. */
    static Map<String, Object> answer(Invocation row) {
        var view = new LinkedHashMap<String, Object>();
        view.put("invocation_id", row.id().value());
        view.put("trace_id", row.traceId());
        view.put("status", row.status().text());
        row.approval().ifPresent(approval -> view.put("approval_id", approval.value()));
        row.outcome()
                .flatMap(outcome -> outcome.output())
                .ifPresent(output -> view.put("output", Json.parse(output)));
        view.put("cost_usd", row.cost().toUsd());
        return view;
    }

    /** The whole record. */
    static Map<String, Object> record(Invocation row) {
        var view = answer(row);
        view.put("external_agent_id", row.agent().value());
        view.put("platform", row.platform().text());
        view.put("environment", row.environment());
        view.put("principal", row.caller().principal());
        put(view, "team", row.caller().team());
        var person = row.caller().onBehalfOf();
        put(view, "external_user_id", person.userId());
        put(view, "external_user_email", person.email());
        put(view, "external_system", person.system());
        put(view, "external_session_id", person.sessionId());
        person.context().ifPresent(text -> view.put("external_context", Json.parse(text)));
        put(view, "consent_basis", person.consentBasis());
        view.put("source_ip", row.caller().address());
        put(view, "policy", row.policy());
        view.put("held_usd", row.held().toUsd());
        view.put("request_timestamp", row.requestedAt().toString());
        row.outcome()
                .ifPresent(outcome -> {
                    view.put("ended_at", outcome.at().toString());
                    put(view, "code", outcome.code());
                    put(view, "detail", outcome.detail());
                    outcome.upstreamStatus()
                            .ifPresent(status -> view.put("upstream_status", status));
                });
        return view;
    }

    private static void put(Map<String, Object> view, String name, Optional<String> value) {
        value.ifPresent(text -> view.put(name, text));
    }
}
