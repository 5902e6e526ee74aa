package dev.tollgate.governance;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.policy.Obligation.RequireApproval;
import dev.tollgate.domain.redaction.Sensitive;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of approval in JSON, read and written alike. A bound that is absent or {@code null}
 * asks for nothing; what else is absent is as it was before anything was set. Money is in USD.
 */
final class ApprovalRuleFields {
    static final String COST_ABOVE = "cost_above";
    static final String FIRST_INVOCATION = "first_invocation";
    static final String PAYLOAD = "payload";
    static final String CALLS_PER_MINUTE_ABOVE = "calls_per_minute_above";
    static final String ENVIRONMENTS = "environments";
    static final String QUORUM = "quorum";
    static final String ROLES = "roles";
    static final String TIMEOUT = "timeout_seconds";
    static final String REMIND_AFTER = "remind_after_seconds";
    static final String ESCALATE_AFTER = "escalate_after_seconds";
    static final String ESCALATE_TO = "escalate_to";
    static final String ASK_THROUGH = "ask_through";

    private static final int LONGEST = 64;

    private static final Pattern ENVIRONMENT = Pattern.compile(Agent.ENVIRONMENT);

    private final Fields fields;

    private ApprovalRuleFields(Fields fields) {
        this.fields = fields;
    }

    static ApprovalRules read(Fields fields, int version) {
        return new ApprovalRuleFields(fields).read(version);
    }

    private ApprovalRules read(int version) {
        var cost = cost();
        var first = fields.bool(FIRST_INVOCATION).orElse(false);
        var payload = set(PAYLOAD, Sensitive.values().length, Sensitive::of, Sensitive.accepted());
        var calls = fields.integer(CALLS_PER_MINUTE_ABOVE, 1, ApprovalRules.MOST_CALLS);
        var environments =
                set(
                        ENVIRONMENTS,
                        ApprovalRules.MOST_ENVIRONMENTS,
                        text -> Optional.of(text).filter(it -> ENVIRONMENT.matcher(it).matches()),
                        "1 to 63 small letters, digits, '-' and '_', the first a letter or digit");
        var quorum =
                fields.integer(QUORUM, 1, RequireApproval.MOST).orElse(ApprovalRules.NONE.quorum());
        var roles = roles(ROLES);
        var timeout = timeout();
        var remindAfter = before(REMIND_AFTER, timeout);
        var escalateAfter = before(ESCALATE_AFTER, timeout);
        var escalateTo = roles(ESCALATE_TO);
        if (escalateAfter.isPresent() && escalateTo.isEmpty()) {
            throw fields.refuse(ESCALATE_TO, "is required with " + ESCALATE_AFTER + ".");
        }
        if (escalateAfter.isEmpty() && !escalateTo.isEmpty()) {
            throw fields.refuse(ESCALATE_AFTER, "is required with " + ESCALATE_TO + ".");
        }
        var askThrough =
                List.copyOf(
                        set(
                                ASK_THROUGH,
                                ApprovalRules.MOST_ASKED_THROUGH,
                                ApprovalRuleFields::agent,
                                "the id of an agent"));
        fields.end();
        return new ApprovalRules(
                cost,
                first,
                payload,
                calls,
                environments,
                quorum,
                roles.isEmpty() ? ApprovalRules.NONE.roles() : roles,
                timeout,
                remindAfter,
                escalateAfter,
                escalateTo,
                askThrough,
                version);
    }

    private Optional<Money> cost() {
        return fields.decimal(COST_ABOVE)
                .map(dollars -> {
                    try {
                        return Money.usd(dollars);
                    } catch (IllegalArgumentException e) {
                        throw fields.refuse(
                                COST_ABOVE,
                                "is "
                                        + dollars
                                        + "; accepted: 0 to 1000000000 USD with at most 6"
                                        + " decimals.");
                    }
                });
    }

    private Set<String> roles(String name) {
        return set(
                name,
                RequireApproval.DECIDERS.size(),
                text -> Optional.of(text).filter(RequireApproval.DECIDERS::contains),
                RequireApproval.accepted());
    }

    private Duration timeout() {
        var seconds =
                fields.integer(
                        TIMEOUT,
                        (int) ApprovalRules.SHORTEST_TIMEOUT.toSeconds(),
                        (int) Requirement.LONGEST_TIMEOUT.toSeconds());
        return seconds.isPresent()
                ? Duration.ofSeconds(seconds.getAsInt())
                : Requirement.USUAL_TIMEOUT;
    }

    private Optional<Duration> before(String name, Duration timeout) {
        var seconds = fields.integer(name, 1, (int) timeout.toSeconds() - 1);
        return seconds.isPresent()
                ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
                : Optional.empty();
    }

    private static Optional<AgentId> agent(String text) {
        try {
            return Optional.of(new AgentId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** In the order given, each once. */
    private <T> Set<T> set(
            String name, int most, Function<String, Optional<T>> parse, String accepted) {
        var set = new LinkedHashSet<T>();
        int index = 0;
        for (var text : fields.texts(name, most, LONGEST).orElse(List.of())) {
            var place = fields.at(name) + "/" + index++;
            set.add(
                    parse.apply(text)
                            .orElseThrow(() ->
                                    BadRequest.body(
                                            place,
                                            "is '" + text + "'; accepted: " + accepted + ".")));
        }
        return set;
    }

    static Map<String, @Nullable Object> write(ApprovalRules rules) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put(COST_ABOVE, rules.costAbove().map(Money::toUsd).orElse(null));
        body.put(FIRST_INVOCATION, rules.firstInvocation());
        body.put(PAYLOAD, rules.payload().stream().sorted().map(Sensitive::text).toList());
        body.put(CALLS_PER_MINUTE_ABOVE, number(rules.callsPerMinuteAbove()));
        body.put(ENVIRONMENTS, rules.environments().stream().sorted().toList());
        body.put(QUORUM, rules.quorum());
        body.put(ROLES, rules.roles().stream().sorted().toList());
        body.put(TIMEOUT, rules.timeout().toSeconds());
        body.put(REMIND_AFTER, seconds(rules.remindAfter()));
        body.put(ESCALATE_AFTER, seconds(rules.escalateAfter()));
        body.put(ESCALATE_TO, rules.escalateTo().stream().sorted().toList());
        body.put(ASK_THROUGH, rules.askThrough().stream().map(AgentId::value).toList());
        return body;
    }

    private static @Nullable Integer number(OptionalInt bound) {
        return bound.isPresent() ? bound.getAsInt() : null;
    }

    private static @Nullable Long seconds(Optional<Duration> after) {
        return after.map(Duration::toSeconds).orElse(null);
    }

    /** The names of the fields that are not alike. */
    static List<String> changed(ApprovalRules before, ApprovalRules after) {
        var old = write(before);
        var names = new ArrayList<String>();
        write(after)
                .forEach((name, value) -> {
                    if (!Objects.equals(old.get(name), value)) {
                        names.add(name);
                    }
                });
        return names;
    }
}
