package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.policy.Obligation.RequireApproval;
import dev.tollgate.domain.redaction.Sensitive;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which calls people have to agree to. */
final class ApprovalRuleOperations {
    private static final Schema PAYLOAD =
            Schema.list(
                            Schema.word(
                                    Arrays.stream(Sensitive.values())
                                            .map(Sensitive::text)
                                            .toList()),
                            0,
                            Sensitive.values().length)
                    .described("Calls that send something of these kinds.");

    private static final Schema CALLS =
            Schema.integer(1, ApprovalRules.MOST_CALLS)
                    .described("Calls of an agent that was called more often in the last minute.");

    private static final Schema ENVIRONMENTS =
            Schema.list(Schema.matching(Agent.ENVIRONMENT), 0, ApprovalRules.MOST_ENVIRONMENTS)
                    .described("Calls of agents in these.");

    private static final Schema QUORUM =
            Schema.integer(1, RequireApproval.MOST).described("How many people have to agree.");

    private static final Schema ROLES =
            Schema.list(
                    Schema.word(List.copyOf(new TreeSet<>(RequireApproval.DECIDERS))),
                    0,
                    RequireApproval.DECIDERS.size());

    private static final Schema TIMEOUT =
            Schema.integer(
                            ApprovalRules.SHORTEST_TIMEOUT.toSeconds(),
                            Requirement.LONGEST_TIMEOUT.toSeconds())
                    .described("After which a call is refused.");

    private static final Schema AFTER =
            Schema.integer(1, Requirement.LONGEST_TIMEOUT.toSeconds() - 1)
                    .described("Before the timeout.");

    private static final Schema AGENTS =
            Schema.list(Values.id(AgentId.PREFIX), 0, ApprovalRules.MOST_ASKED_THROUGH)
                    .described("Agents on chat platforms that show the question to people.");

    private ApprovalRuleOperations() {}

    static Map<String, Schema> schemas() {
        return Map.of("ApprovalRules", written().schema());
    }

    private static Shape read() {
        return Shape.read()
                .maybe("cost_above", Values.DOLLARS.described("Calls that cost more, in USD."))
                .maybe("first_invocation", Schema.flag().otherwise(false))
                .maybe("payload", PAYLOAD)
                .maybe("calls_per_minute_above", CALLS)
                .maybe("environments", ENVIRONMENTS)
                .maybe("quorum", QUORUM.otherwise(ApprovalRules.NONE.quorum()))
                .maybe("roles", ROLES.described("Of whoever decides; all that may unless given."))
                .maybe(
                        "timeout_seconds",
                        TIMEOUT.otherwise(ApprovalRules.NONE.timeout().toSeconds()))
                .maybe("remind_after_seconds", AFTER)
                .maybe("escalate_after_seconds", AFTER)
                .maybe("escalate_to", ROLES)
                .maybe("ask_through", AGENTS);
    }

    private static Shape written() {
        return Shape.written()
                .always("cost_above", Values.USD.orNull())
                .always("first_invocation", Schema.flag())
                .always("payload", PAYLOAD)
                .always("calls_per_minute_above", CALLS.orNull())
                .always("environments", ENVIRONMENTS)
                .always("quorum", QUORUM)
                .always("roles", ROLES)
                .always("timeout_seconds", TIMEOUT)
                .always("remind_after_seconds", AFTER.orNull())
                .always("escalate_after_seconds", AFTER.orNull())
                .always("escalate_to", ROLES)
                .always("ask_through", AGENTS);
    }

    static Operation current() {
        return Area.APPROVAL_RULES
                .operation("Read the rules of approval")
                .gives(Answer.ok("The rules.", Schema.ref("ApprovalRules")).with(Values.ETAG));
    }

    static Operation replace() {
        return Area.APPROVAL_RULES
                .operation("Replace the rules of approval")
                .described("A bound that is absent asks for nothing; what is read can be put back.")
                .takes(Values.IF_MATCH)
                .reads(Body.json(read().schema()))
                .gives(
                        Answer.ok("The rules as they are now.", Schema.ref("ApprovalRules"))
                                .with(Values.ETAG, Values.EFFECTIVE))
                .refuses(Refusals.BUSY, Refusals.STALE);
    }
}
