package dev.tollgate.domain.event;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What subscribers are told of a call. */
public final class Ended {
    private Ended() {}

    /** That it is over: the same event however often it is told. */
    public static Event of(Invocation over) {
        var outcome = over.outcome().orElseThrow();
        var data = facts(over);
        data.put("status", over.status().text());
        data.put("cost_usd", over.cost().toUsd().toPlainString());
        outcome.code().ifPresent(code -> data.put("code", code));
        outcome.detail().ifPresent(detail -> data.put("detail", detail));
        return new Event(
                Ids.repeatable(outcome.at(), over.id() + " ended").event(),
                over.organisation(),
                over.status() == InvocationStatus.COMPLETED
                        ? EventType.INVOCATION_COMPLETED
                        : EventType.INVOCATION_FAILED,
                outcome.at(),
                Optional.of(over.agent()),
                data);
    }

    /** Which call it is, and whose. */
    public static Map<String, String> facts(Invocation row) {
        var data = new TreeMap<String, String>();
        data.put("invocation_id", row.id().value());
        data.put("external_agent_id", row.agent().value());
        data.put("platform", row.platform().text());
        data.put("trace_id", row.traceId());
        data.put("principal", row.caller().principal());
        row.caller().onBehalfOf().user().ifPresent(user -> data.put("user", user));
        return data;
    }
}
