package dev.tollgate.redis;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.RateRule;

/**
 * The names of an organisation's keys. All share the organisation's <a
 * href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags">hash
 * tag</a>, so that one script may touch them all in a cluster.
 */
record Keys(OrganisationId organisation) {
    String window(RateRule rule) {
        return tag() + "window:" + rule.window().text() + ":" + rule.scope().text();
    }

    boolean isWindow(String key) {
        return key.startsWith(tag() + "window:");
    }

    String concurrency(LimitScope scope) {
        return tag() + "concurrency:" + scope.text();
    }

    LimitScope concurrencyScope(String key) {
        return LimitScope.parse(key.substring((tag() + "concurrency:").length()));
    }

    String budget(BudgetKey key) {
        return tag() + "budget:" + key.text();
    }

    boolean isBudget(String key) {
        return key.startsWith(tag() + "budget:");
    }

    BudgetKey budget(String key) {
        return BudgetKey.parse(organisation, key.substring((tag() + "budget:").length()));
    }

    String reservation(InvocationId invocation) {
        return tag() + "reservation:" + invocation;
    }

    String open() {
        return tag() + "open";
    }

    /** The last slots of a destination. */
    String pace(String destination) {
        return tag() + "pace:" + destination;
    }

    private String tag() {
        return "{" + organisation + "}:";
    }
}
