package dev.tollgate.domain.policy.condition;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** Sets that keep the order the author wrote, so that a policy reads back as it was written. */
final class Names {
    private Names() {}

    static <T> SequencedSet<T> atLeastOne(Collection<T> values, String what) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no " + what + ": at least one is needed");
        }
        return ordered(values);
    }

    static <T> SequencedSet<T> ordered(Collection<T> values) {
        return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(values));
    }
}
