package dev.tollgate.local.openapi;

import dev.tollgate.domain.policy.Effect;
import dev.tollgate.domain.policy.LintWarning;
import dev.tollgate.domain.policy.Obligation.RequireApproval;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicyStatus;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Who may call what. */
final class PolicyOperations {
    private static final Schema ID = Schema.matching(Policy.ID_PATTERN);

    private static final Schema EFFECT =
            Schema.word(Arrays.stream(Effect.values()).map(Effect::json).toList());

    private static final Schema STATUS =
            Schema.word(Arrays.stream(PolicyStatus.values()).map(PolicyStatus::json).toList());

    private static final Schema PRIORITY =
            Schema.integer(0, Policy.MAX_PRIORITY).described("The lowest number first.");

    private static final Schema VERSION = Schema.integer(1, Integer.MAX_VALUE);

    private static final Schema CONDITIONS =
            Schema.list(Schema.ref("Condition"), 0, Policy.MAX_CONDITIONS)
                    .described("All have to hold; none means every call.");

    private static final Schema OBLIGATIONS =
            Schema.list(Schema.ref("Obligation"), 0, Policy.MAX_OBLIGATIONS)
                    .described("What has to be done before a call goes on.");

    private PolicyOperations() {}

    static Map<String, Schema> schemas() {
        var schemas = new LinkedHashMap<>(PolicyConditions.schemas());
        schemas.put("NewPolicy", denying(body()));
        schemas.put("PolicyReplacement", denying(body().maybe("version", VERSION)));
        schemas.put("Policy", written().schema());
        schemas.put("ChangedPolicy", changed().schema());
        schemas.put("Obligation", obligation().schema());
        return schemas;
    }

    private static Shape body() {
        return Shape.strict()
                .always("policy_id", ID)
                .maybe("name", Schema.text(Policy.LONGEST_NAME).described("The id unless given."))
                .maybe("description", Schema.text().with("maxLength", Policy.LONGEST_DESCRIPTION))
                .always("effect", EFFECT)
                .maybe("priority", PRIORITY.otherwise(Policy.DEFAULT_PRIORITY))
                .maybe("status", STATUS.otherwise(PolicyStatus.ACTIVE.json()))
                .always("conditions", CONDITIONS)
                .maybe("obligations", OBLIGATIONS);
    }

    /** Only what is allowed obliges. */
    private static Schema denying(Shape policy) {
        var none = Map.of("properties", Map.of("obligations", Map.of("maxItems", 0)));
        return policy.schema()
                .with(
                        "if",
                        Map.of("properties", Map.of("effect", Map.of("const", Effect.DENY.json()))))
                .with("then", none);
    }

    private static Shape written() {
        return Shape.written()
                .always("policy_id", ID)
                .always("name", Schema.text())
                .always("description", Schema.text())
                .always("effect", EFFECT)
                .always("priority", PRIORITY)
                .always("status", STATUS)
                .always("conditions", CONDITIONS)
                .maybe("obligations", OBLIGATIONS)
                .always("version", VERSION);
    }

    private static Shape changed() {
        var warning =
                Shape.written()
                        .always("policy_id", ID)
                        .always("code", Values.words(LintWarning.Code.values()))
                        .always("message", Schema.text());
        return written()
                .always(
                        "warnings",
                        Schema.list(warning.schema())
                                .described("What its author may not have meant."))
                .always("effective_within_seconds", Schema.integer(0));
    }

    private static Shape obligation() {
        var roles = List.copyOf(new TreeSet<>(RequireApproval.DECIDERS));
        return Shape.strict()
                .always("type", Schema.constant(RequireApproval.TYPE))
                .maybe("quorum", Schema.integer(1, RequireApproval.MOST).otherwise(1))
                .maybe(
                        "roles",
                        Schema.list(Schema.word(roles))
                                .with("minItems", 1)
                                .described("Those that the organisation names unless given."));
    }

    private static Parameter id() {
        return Parameter.path("id", "The id of the policy.", ID);
    }

    static Operation create() {
        return Area.POLICIES
                .operation("Add a policy")
                .reads(Body.json(Schema.ref("NewPolicy")))
                .gives(
                        Answer.created("The policy.", Schema.ref("ChangedPolicy"))
                                .with(Values.ETAG, Values.EFFECTIVE))
                .refuses(
                        Refusal.of(
                                "PolicyIdTaken",
                                409,
                                "policy_id_taken",
                                "There is a policy of that id; PUT replaces it."),
                        Refusal.of(
                                        "TooManyPolicies",
                                        409,
                                        "too_many_policies",
                                        "An organisation has no room for more.")
                                .with("limit", Schema.constant(Policies.MOST)));
    }

    static Operation list() {
        return Area.POLICIES
                .operation("List policies")
                .takes(Values.paged())
                .gives(Answer.ok("A page of them.", Values.page("Policy").schema()));
    }

    static Operation read() {
        return Area.POLICIES
                .operation("Read a policy")
                .takes(id())
                .gives(Answer.ok("The policy.", Schema.ref("Policy")).with(Values.ETAG))
                .refuses(Refusals.NOT_FOUND);
    }

    static Operation replace() {
        return Area.POLICIES
                .operation("Replace a policy")
                .described(
                        "What is read can be changed and put back as it is; then its version has to"
                                + " be the current one, as with If-Match.")
                .takes(id(), Values.IF_MATCH)
                .reads(Body.json(Schema.ref("PolicyReplacement")))
                .gives(
                        Answer.ok("The policy as it is now.", Schema.ref("ChangedPolicy"))
                                .with(Values.ETAG, Values.EFFECTIVE))
                .refuses(Refusals.NOT_FOUND, Refusals.BUSY, Refusals.STALE);
    }

    static Operation delete() {
        return Area.POLICIES
                .operation("Delete a policy")
                .takes(id(), Values.IF_MATCH)
                .gives(Answer.noContent("It decides no more.").with(Values.EFFECTIVE))
                .refuses(Refusals.NOT_FOUND, Refusals.BUSY, Refusals.STALE);
    }
}
