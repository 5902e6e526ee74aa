package dev.tollgate.domain.policy.condition;

import java.util.Collection;
import java.util.SequencedSet;

/**
 * Holds if one of the request's names in a dimension is listed: {@code environments}, {@code roles}
 * and their like.
 */
public record Among(Dimension dimension, SequencedSet<String> names, boolean negate)
        implements Condition {
    public Among {
        names = Names.atLeastOne(names, dimension.field());
    }

    @Override
    public String type() {
        return dimension.type();
    }

    @Override
    public Among opposite() {
        return new Among(dimension, names, !negate);
    }

    @Override
    public Truth test(PolicyRequest request) {
        for (String value : dimension.valuesOf(request)) {
            if (names.contains(value)) {
                return Truth.TRUE;
            }
        }
        return Truth.FALSE;
    }

    @Override
    public String describe(PolicyRequest request) {
        Collection<String> found = dimension.valuesOf(request);
        return type()
                + " is "
                + (found.isEmpty() ? "none" : String.join(", ", found))
                + ", listed "
                + String.join(", ", names);
    }
}
