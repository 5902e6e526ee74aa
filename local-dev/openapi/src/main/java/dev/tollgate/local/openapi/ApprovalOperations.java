package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Closing;
import dev.tollgate.domain.approval.Grant;
import dev.tollgate.domain.policy.Obligation.RequireApproval;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Header;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Calls that wait for people to agree. */
final class ApprovalOperations {
    private static final String AGENT = "external_agent_id";

    private static final List<String> STATUSES =
            Arrays.stream(ApprovalStatus.values()).map(ApprovalStatus::text).toList();

    private static final Refusal NOT_PENDING =
            stands("ApprovalNotPending", 409, "approval_not_pending", "It is decided already.");

    private static final Refusal WRONG_ROLE =
            stands("RoleRequired", 403, "role_required", "This is for other roles to decide.");

    private ApprovalOperations() {}

    private static Refusal stands(String name, int status, String code, String when) {
        return Refusal.of(name, status, code, when).with("approval", Schema.ref("Approval"));
    }

    static Map<String, Schema> schemas() {
        return Map.of("Approval", approval().schema(), "Vote", vote().schema());
    }

    private static Shape approval() {
        return Shape.written()
                .always("id", Values.id(ApprovalId.PREFIX))
                .always("status", Schema.word(STATUSES))
                .always(AGENT, Values.id(AgentId.PREFIX))
                .always("invocation_id", Values.id(InvocationId.PREFIX))
                .always("requested_by", Schema.text().described("The id of a principal."))
                .maybe("external_user_id", Schema.text())
                .maybe("external_user_email", Schema.text())
                .always("source_ip", Schema.text())
                .always(
                        "reasons",
                        Schema.list(Schema.text())
                                .described(
                                        "Stable codes such as `agent`, `policy:prod_only` or"
                                                + " `payload:card_number`."))
                .always("quorum", Schema.integer(1, RequireApproval.MOST))
                .always("roles", Schema.list(Values.ROLE).described("Who may decide."))
                .always("escalated", Schema.flag().described("Whether others may decide too."))
                .always(
                        "arguments",
                        Schema.object()
                                .described("What is sent, without secrets and personal data."))
                .always("held_usd", Values.USD)
                .always("policy", Schema.text().described("That let it in, with its version."))
                .always("external_agent_version", Schema.integer(1))
                .always(
                        "digest",
                        Schema.matching("[0-9a-f]{" + Grant.DIGEST_LENGTH + "}")
                                .described("Of the call as it will be sent."))
                .always("votes", Schema.list(Schema.ref("Vote")))
                .maybe("decided_by", Schema.text())
                .maybe("decided_at", Schema.time())
                .maybe("reason", Schema.text())
                .always("created_at", Schema.time())
                .always("expires_at", Schema.time());
    }

    private static Shape vote() {
        return Shape.written()
                .always("approver", Schema.text())
                .always("name", Schema.text())
                .always("at", Schema.time())
                .maybe("comment", Schema.text());
    }

    private static Parameter id() {
        return Values.idInPath(ApprovalId.PREFIX, "approval");
    }

    private static Shape page() {
        return Values.page("Approval")
                .always(
                        "last_event_id",
                        Schema.matching("\\d+")
                                .described("From where `/approvals/stream` tells what follows."));
    }

    static Operation list() {
        return Area.APPROVALS
                .operation("List approvals")
                .takes(
                        Parameter.query(
                                "status",
                                "That stand so.",
                                Schema.word(
                                                Stream.concat(STATUSES.stream(), Stream.of("all"))
                                                        .toList())
                                        .otherwise(ApprovalStatus.PENDING.text())),
                        Parameter.query(AGENT, "Of this agent.", Values.id(AgentId.PREFIX)))
                .takes(Values.paged())
                .gives(Answer.ok("A page of them.", page().schema()));
    }

    static Operation pending() {
        return Area.APPROVALS
                .operation("List the approvals of an agent that wait")
                .takes(Values.idInPath(AgentId.PREFIX, "agent"))
                .takes(Values.paged())
                .gives(Answer.ok("A page of them.", page().schema()))
                .refuses(Refusals.NOT_FOUND);
    }

    static Operation read() {
        return Area.APPROVALS
                .operation("Read an approval")
                .takes(id())
                .gives(Answer.ok("The approval.", Schema.ref("Approval")))
                .refuses(Refusals.NOT_FOUND);
    }

    static Operation stream() {
        var event = Schema.matching("\\d{1,19}");
        return Area.APPROVALS
                .operation("Be told of every change")
                .described(
                        "Server-sent events. A request waits until there is something to tell, or"
                                + " for a while, and then is over; the client comes again with the"
                                + " id of the last event, as EventSource does by itself. Each event"
                                + " is `approval.` and what happened, with `approval_id`, `status`,"
                                + " `external_agent_id`, `invocation_id`, `actor` and `at`.")
                .takes(
                        Parameter.header(
                                "Last-Event-ID", "What follows this; else from now on.", event),
                        Parameter.query(
                                "last_event_id", "The same, where no header can be sent.", event))
                .gives(
                        Answer.of(200, "Events.", Map.of("text/event-stream", Schema.text()))
                                .with(
                                        Header.always(
                                                "X-Accel-Buffering",
                                                "That nobody in between waits for more.",
                                                Schema.constant("no"))));
    }

    static Operation approve() {
        return decision("Agree to a call", "comment", "The approval as it stands now.")
                .described(
                        "Once as many people agree as it takes, the call goes on. With the digest"
                                + " that was read, only if the call is still that one.")
                .refuses(
                        stands("OwnCall", 403, "own_call", "Nobody agrees to their own call."),
                        WRONG_ROLE,
                        stands(
                                "AlreadyVoted",
                                409,
                                "already_voted",
                                "The same person has agreed already."),
                        stands(
                                "CallChanged",
                                409,
                                "call_changed",
                                "What would run is not what was asked for."),
                        stands(
                                "ApprovalStopped",
                                503,
                                "kill_switch",
                                "Somebody has pulled a kill switch."));
    }

    static Operation reject() {
        return decision("Refuse a call", "reason", "The approval, which is over.")
                .refuses(WRONG_ROLE);
    }

    static Operation cancel() {
        return decision("Take a call back", "reason", "The approval, which is over.")
                .described("One's own; somebody else's takes the scope `approvals:decide`.");
    }

    private static Operation decision(String summary, String words, String answer) {
        return Area.APPROVALS
                .operation(summary)
                .takes(id())
                .reads(
                        Body.json(
                                        Shape.read()
                                                .maybe(words, Schema.text(Closing.LONGEST_REASON))
                                                .maybe("digest", Schema.text(Grant.DIGEST_LENGTH))
                                                .schema())
                                .orNone())
                .gives(Answer.ok(answer, Schema.ref("Approval")))
                .refuses(Refusals.NOT_FOUND, NOT_PENDING);
    }
}
