package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls of agents, and the record of every call. */
final class InvocationOperations {
    private static final Schema STATUS =
            Schema.word(
                    Arrays.stream(InvocationStatus.values()).map(InvocationStatus::text).toList());

    private InvocationOperations() {}

    static Map<String, Schema> schemas() {
        var schemas = new LinkedHashMap<String, Schema>();
        schemas.put("InvocationResult", result().schema());
        schemas.put("RemainingLimits", remaining());
        schemas.put("Invocation", record().schema());
        schemas.put("TracedInvocation", record().and(DeliveryOperations.state(false)).schema());
        schemas.put("AgentTest", test().schema());
        return schemas;
    }

    private static Shape ended() {
        return Shape.written()
                .always("invocation_id", Values.id(InvocationId.PREFIX))
                .always("trace_id", Schema.matching("[0-9a-f]{32}"))
                .always("status", STATUS)
                .maybe("approval_id", Values.id(ApprovalId.PREFIX))
                .maybe("output", Schema.any().described("What the agent answered."))
                .always("cost_usd", Values.USD);
    }

    private static Shape result() {
        return ended().maybe(
                        "approval_reasons",
                        Schema.list(Schema.text()).described("Why people have to agree."))
                .maybe("approval_expires_at", Schema.time())
                .maybe("remaining", Schema.ref("RemainingLimits"));
    }

    private static Schema remaining() {
        var rate =
                Shape.written()
                        .always("limit", Schema.text())
                        .always("calls", Schema.integer(1))
                        .always("remaining", Schema.integer(0));
        var budget =
                Shape.written()
                        .always("limit", Schema.text())
                        .always("limit_usd", Values.USD)
                        .always("remaining_usd", Values.USD)
                        .always("resets_at", Schema.time());
        return Shape.written()
                .always("rates", Schema.list(rate.schema()))
                .always("budgets", Schema.list(budget.schema()))
                .always(
                        "exact",
                        Schema.flag()
                                .described(
                                        "Whether the shared counters said so, and not this"
                                                + " function's own."))
                .schema();
    }

    private static Shape record() {
        return ended().always("external_agent_id", Values.id(AgentId.PREFIX))
                .always("platform", Values.PLATFORM)
                .always("environment", Schema.text())
                .always("principal", Schema.text().described("The id of whoever called."))
                .maybe("team", Schema.text())
                .maybe("external_user_id", Schema.text())
                .maybe("external_user_email", Schema.text())
                .maybe("external_system", Schema.text())
                .maybe("external_session_id", Schema.text())
                .maybe("external_context", Schema.object())
                .maybe("consent_basis", Schema.text())
                .always("source_ip", Schema.text())
                .maybe(
                        "policy",
                        Schema.text().described("That let it in or denied it, with its version."))
                .always("held_usd", Values.USD)
                .always("request_timestamp", Schema.time())
                .maybe("ended_at", Schema.time())
                .maybe("code", Schema.text().described("Why it was refused or failed; stable."))
                .maybe("detail", Schema.text())
                .maybe("upstream_status", Schema.integer(100, 999));
    }

    private static Shape test() {
        return Shape.written()
                .always("delivered", Schema.flag())
                .always("result", Schema.text().described("`delivered`, or why not; stable."))
                .maybe("detail", Schema.text())
                .maybe("upstream_status", Schema.integer(100, 999))
                .always("latency_ms", Schema.integer(0))
                .always("requests_taken", Schema.integer(0))
                .maybe("excerpt", Schema.text().described("The beginning of its answer."));
    }

    private static Parameter agent() {
        return Values.idInPath(AgentId.PREFIX, "agent");
    }

    private static List<Parameter> person() {
        var text = Schema.text().with("maxLength", ExternalIdentity.LONGEST);
        return List.of(
                Parameter.header(
                        "X-External-User-ID",
                        "On whose behalf the call is made. This header and the next ones take the"
                                + " scope `identity:assert`.",
                        text),
                Parameter.header(
                        "X-External-User-Email",
                        "The person's e-mail address.",
                        Schema.matching(ExternalIdentity.EMAIL_PATTERN)
                                .with("maxLength", ExternalIdentity.LONGEST)),
                Parameter.header("X-External-System", "Where the person is.", text),
                Parameter.header("X-External-Session-ID", "The person's session there.", text),
                Parameter.header(
                        "X-External-Context",
                        "A JSON object that policies may ask about.",
                        Schema.text()
                                .with("maxLength", ExternalIdentity.LONGEST_CONTEXT)
                                .with("contentMediaType", "application/json")),
                Parameter.header(
                        "X-External-Consent-Basis",
                        "Why the person's data may be processed.",
                        text));
    }

    static Operation invoke() {
        return Area.INVOCATIONS
                .operation("Call an agent")
                .described(
                        "The call passes the kill switches, the policies, the limits and, where"
                                + " they are asked for, people. A chat platform's agent is called"
                                + " later in any case; others are with `Prefer: respond-async`.")
                .takes(
                        agent(),
                        Parameter.header(
                                "Idempotency-Key",
                                "The same request under the same key is carried out once; a"
                                        + " repetition within "
                                        + IdempotencyKeys.KEPT.toHours()
                                        + " hours gets what came of the first.",
                                Schema.matching(IdempotencyKeys.PATTERN)),
                        Parameter.header(
                                "Prefer",
                                "`respond-async` to be answered before the agent is called.",
                                Schema.text()))
                .takes(person())
                .reads(
                        Body.json(
                                Shape.read()
                                        .always(
                                                "input",
                                                Schema.anything()
                                                        .described("What the agent is asked."))
                                        .maybe("context", Schema.object())
                                        .maybe("metadata", Schema.object())
                                        .schema()))
                .gives(Outcomes.carried(), Outcomes.taken(Schema.ref("InvocationResult")))
                .refuses(Outcomes.OF_CALLS);
    }

    static Operation list() {
        return Area.INVOCATIONS
                .operation("List calls")
                .takes(
                        Parameter.query("agent", "Of this agent.", Values.id(AgentId.PREFIX)),
                        Parameter.query("status", "That stand so.", STATUS),
                        Parameter.query("user_email", "On behalf of this person.", Schema.text()),
                        Values.since(),
                        Values.until())
                .takes(Values.paged())
                .gives(
                        Answer.ok(
                                "A page of them, refused ones too.",
                                Values.page("Invocation").schema()));
    }

    static Operation read() {
        return Area.INVOCATIONS
                .operation("Read the record of a call")
                .takes(Values.idInPath(InvocationId.PREFIX, "call"))
                .gives(
                        Answer.ok(
                                "The record, and where its delivery stands if it was queued.",
                                Schema.ref("TracedInvocation")))
                .refuses(Refusals.NOT_FOUND);
    }

    static Operation testAgent() {
        return Area.AGENTS
                .operation("Send an agent a message that says it is a test")
                .described(
                        "Once, and also to an agent that is suspended. It is no call: nothing is"
                                + " counted.")
                .takes(agent())
                .gives(Answer.ok("What came of it.", Schema.ref("AgentTest")))
                .refuses(Refusals.NOT_FOUND, Outcomes.NOTHING_TO_SHOW, Outcomes.STOPPED);
    }
}
