package dev.tollgate.domain.policy.condition;

import java.util.Collections;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/** Holds if the agent has at least one of {@code any} (when given) and every one of {@code all}. */
public record Tagged(SequencedSet<String> any, SequencedSet<String> all, boolean negate)
        implements Condition {
    public Tagged {
        if (any.isEmpty() && all.isEmpty()) {
            throw new IllegalArgumentException("no tags: any or all is needed");
        }
        any = Names.ordered(any);
        all = Names.ordered(all);
    }

    @Override
    public String type() {
        return "tags";
    }

    @Override
    public Tagged opposite() {
        return new Tagged(any, all, !negate);
    }

    @Override
    public Truth test(PolicyRequest request) {
        Set<String> tags = request.target().tags();
        boolean one = any.isEmpty() || !Collections.disjoint(any, tags);
        return Truth.of(one && tags.containsAll(all));
    }

    @Override
    public String describe(PolicyRequest request) {
        return "tags are "
                + new TreeSet<>(request.target().tags())
                + ", listed "
                + (any.isEmpty() ? "" : "any of " + any)
                + (any.isEmpty() || all.isEmpty() ? "" : " and ")
                + (all.isEmpty() ? "" : "all of " + all);
    }
}
