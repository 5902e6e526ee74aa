package dev.tollgate.local.openapi;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.admission.Threshold;
import dev.tollgate.domain.policy.CombiningAlgorithm;
import dev.tollgate.domain.policy.Effect;
import dev.tollgate.domain.policy.FailMode;
import dev.tollgate.domain.policy.PolicyStatus;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Header;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What comes of a call, whoever makes it. */
final class Outcomes {
    private static final Header ID =
            Header.always(
                    "X-Invocation-Id", "The record of the call.", Values.id(InvocationId.PREFIX));

    private static final Header COST =
            Header.always("X-Cost-USD", "What the call costs so far.", amount());

    private static final Header POLICY =
            Header.maybe(
                    "RateLimit-Policy",
                    "The rate limits that count, as draft-ietf-httpapi-ratelimit-headers has them.",
                    Schema.text());

    private static final Header LIMIT =
            Header.maybe("RateLimit", "What is left of each.", Schema.text());

    private static final Header BUDGET =
            Header.maybe(
                    "X-Budget-Remaining-USD",
                    "What is left of the budget that has least left.",
                    amount());

    private static final Header STATE =
            Header.maybe(
                    "X-Budget-State",
                    "The highest threshold that a budget has reached.",
                    Schema.word(Arrays.stream(Threshold.values()).map(Threshold::text).toList()));

    private static final Header REPLAYED =
            Header.maybe(
                    "Idempotent-Replayed",
                    "`true` if this is what came of the same request before.",
                    Schema.constant("true"));

    private static final Shape CALL =
            Shape.written()
                    .always("invocation_id", Values.id(InvocationId.PREFIX))
                    .always("trace_id", Schema.matching("[0-9a-f]{32}"));

    private static final Schema WHICH = Schema.text().described("The name of the limit.");

    /** Of a message that is no call. */
    static final Refusal NOTHING_TO_SHOW =
            Refusal.of(
                    "TestUnfit", 422, "content_unfit", "The platform cannot show such a message.");

    static final Refusal STOPPED =
            Refusal.of("TestStopped", 503, "kill_switch", "Somebody has pulled a kill switch.");

    private static final Refusal DENIED =
            recorded("PolicyDenied", 403, "policy_denied", "A policy denies it, or none allows it.")
                    .with(
                            "reason",
                            Schema.word(
                                    "denied_by_policy",
                                    "no_policy_matched",
                                    "policy_undecided",
                                    "policy_evaluation_failed"))
                    .with("explanation", Schema.ref("PolicyExplanation"));

    private static final Refusal OVER_BUDGET =
            recorded("BudgetExceeded", 402, "budget_exceeded", "It would pass a budget.")
                    .with("limit", WHICH)
                    .with("limit_usd", Values.USD)
                    .with("used_usd", Values.USD)
                    .with("resets_at", Schema.time())
                    .with(Refusals.RETRY_AFTER);

    private static final Refusal SUSPENDED =
            recorded("AgentSuspended", 409, "agent_suspended", "The agent is suspended.");

    private static final Refusal IN_USE =
            Refusal.of(
                            "IdempotencyKeyInUse",
                            409,
                            "idempotency_key_in_use",
                            "The same request is being carried out.")
                    .with(Refusals.RETRY_AFTER);

    private static final Refusal TOO_LARGE =
            recorded(
                            "CallTooLarge",
                            413,
                            "request_too_large",
                            "It cannot be queued or held, since it is too large.")
                    .with("most_bytes", Schema.integer(1));

    private static final Refusal UNFIT =
            recorded(
                    "ContentUnfit",
                    422,
                    "content_unfit",
                    "The agent's platform cannot show such a message.");

    private static final Refusal KEY_REUSED =
            recorded(
                    "IdempotencyKeyReused",
                    422,
                    "idempotency_key_reused",
                    "The key was used with another request.");

    private static final Refusal RATE_LIMITED =
            again("RateLimited", "rate_limited", "A rate limit is reached.")
                    .with(Header.always("RateLimit-Policy", "The limit.", Schema.text()))
                    .with(
                            Header.always(
                                    "RateLimit", "When it lets calls in again.", Schema.text()));

    private static final Refusal TOO_MANY =
            again("TooManyAtOnce", "too_many_at_once", "Too many calls are being carried out.");

    private static final Refusal HALTED =
            recorded("KillSwitchPulled", 503, "kill_switch", "Somebody has pulled a kill switch.");

    private static final Refusal UNDECIDED =
            recorded("NotDecided", 503, "not_decided", "A part that has to answer first does not.")
                    .with(Refusals.RETRY_AFTER);

    private static final Refusal FAILED =
            failed(
                    "CallFailed",
                    502,
                    List.of(
                            "upstream_rejected",
                            "upstream_failed",
                            "upstream_unreachable",
                            "upstream_broke_off",
                            "upstream_answer_too_large",
                            "upstream_token_refused",
                            "destination_blocked",
                            "destination_dead",
                            "content_unfit",
                            "not_queued",
                            "interrupted",
                            "agent_suspended",
                            "agent_deleted",
                            "kill_switch",
                            "approval_rejected",
                            "approval_expired",
                            "approval_cancelled",
                            "call_changed"),
                    "The agent did not do it; those that do not begin with `upstream` are told when"
                            + " a call is asked after again under its idempotency key.");

    private static final Refusal TIMED_OUT =
            failed(
                    "CallTimedOut",
                    504,
                    List.of("upstream_timeout"),
                    "The agent did not answer in time.");

    /** Of a call through the gate, whatever asks for it. */
    static final List<Refusal> OF_CALLS =
            List.of(
                    OVER_BUDGET,
                    DENIED,
                    Refusals.NOT_FOUND,
                    SUSPENDED,
                    IN_USE,
                    TOO_LARGE,
                    UNFIT,
                    KEY_REUSED,
                    RATE_LIMITED,
                    TOO_MANY,
                    FAILED,
                    HALTED,
                    UNDECIDED,
                    TIMED_OUT);

    private Outcomes() {}

    static Map<String, Schema> schemas() {
        return Map.of("PolicyExplanation", explanation().schema(), "Verdict", verdict().schema());
    }

    private static Schema amount() {
        return Schema.matching("\\d+\\.\\d+").described("US dollars.");
    }

    private static Refusal recorded(String name, int status, String code, String when) {
        return Refusal.of(name, status, code, when).with(CALL).with(ID);
    }

    private static Refusal again(String name, String code, String when) {
        return recorded(name, 429, code, when)
                .with("limit", WHICH)
                .with("retry_after_seconds", Schema.integer(1))
                .with(Refusals.RETRY_AFTER);
    }

    private static Refusal failed(String name, int status, List<String> codes, String when) {
        return Refusal.of(name, status, codes, when)
                .with(
                        CALL.always("cost_usd", Values.USD)
                                .maybe("upstream_status", Schema.integer(100, 999)))
                .with(ID)
                .with(COST)
                .with(POLICY)
                .with(LIMIT)
                .with(BUDGET)
                .with(STATE)
                .with(REPLAYED);
    }

    private static Shape explanation() {
        return Shape.written()
                .always(
                        "algorithm",
                        Schema.word(
                                Arrays.stream(CombiningAlgorithm.values())
                                        .map(Enum::name)
                                        .toList()))
                .always("fail_mode", Values.words(FailMode.values()))
                .always("reason", Schema.text())
                .always("policies", Schema.list(Schema.ref("Verdict")))
                .maybe(
                        "shadow",
                        Schema.list(Schema.ref("Verdict"))
                                .described("What policies say that do not decide yet."))
                .maybe("decision_with_shadow", Schema.word("allow", "deny"));
    }

    private static Shape verdict() {
        var truth = Schema.word("yes", "no", "undecided", "failed");
        var finding =
                Shape.written()
                        .always("pointer", Schema.text())
                        .always("type", Schema.text())
                        .maybe("negated", Schema.flag())
                        .always("holds", truth)
                        .always("detail", Schema.text());
        return Shape.written()
                .always("policy_id", Schema.text())
                .always("version", Schema.integer(1))
                .always("name", Schema.text())
                .always(
                        "effect",
                        Schema.word(Arrays.stream(Effect.values()).map(Effect::json).toList()))
                .always(
                        "status",
                        Schema.word(
                                Arrays.stream(PolicyStatus.values())
                                        .map(PolicyStatus::json)
                                        .toList()))
                .always("matched", truth)
                .always("conditions", Schema.list(finding.schema()));
    }

    /** The agent has answered. */
    static Answer carried() {
        return Answer.ok("The agent's answer.", Schema.ref("InvocationResult"))
                .with(ID, COST, POLICY, LIMIT, BUDGET, STATE, REPLAYED);
    }

    /** The agent is called later, or once people agree. */
    static Answer taken(Schema body) {
        return Answer.accepted(
                        "It is queued, or waits for people; Location says where to ask.", body)
                .with(
                        Header.always(
                                "Location", "Of the call, or of the approval.", Schema.text()),
                        Header.maybe(
                                "Preference-Applied",
                                "Of a call that is queued.",
                                Schema.constant("respond-async")),
                        Header.maybe(ID.name(), ID.description(), ID.schema()),
                        Header.maybe(COST.name(), COST.description(), COST.schema()),
                        POLICY,
                        LIMIT,
                        BUDGET,
                        STATE,
                        REPLAYED);
    }
}
