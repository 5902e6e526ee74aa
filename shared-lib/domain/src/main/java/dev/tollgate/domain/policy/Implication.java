package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.condition.Among;
import dev.tollgate.domain.policy.condition.Condition;
import dev.tollgate.domain.policy.condition.CostAbove;
import dev.tollgate.domain.policy.condition.Dimension;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What follows from conditions without looking at a request. */
final class Implication {
    /**
     * Dimensions in which a request has exactly one name, so that two lists without a common name
     * exclude each other.
     */
    private static final List<Dimension> SINGLE =
            List.of(Dimension.ENVIRONMENT, Dimension.PROVIDER, Dimension.AGENT);

    private Implication() {}

    /** Whether {@code wide} holds whenever {@code narrow} does, as far as is plain. */
    static boolean implies(Condition narrow, Condition wide) {
        if (narrow.equals(wide)) {
            return true;
        }
        if (narrow.negate() != wide.negate()) {
            return false;
        }
        Condition inner = narrow.negate() ? wide : narrow;
        Condition outer = narrow.negate() ? narrow : wide;
        return switch (inner) {
            case Among(var dimension, var names, _) ->
                    outer instanceof Among among
                            && among.dimension() == dimension
                            && among.names().containsAll(names);
            case CostAbove(var bound, _) ->
                    outer instanceof CostAbove(var lower, _) && lower.compareTo(bound) <= 0;
            default -> false;
        };
    }

    /** Why no request can meet all the conditions, if that is plain. */
    static Optional<String> contradiction(List<Condition> conditions) {
        for (Condition one : conditions) {
            for (Condition other : conditions) {
                if (!one.negate() && other.negate() && implies(one, other.opposite())) {
                    return Optional.of("one " + one.type() + " condition excludes another");
                }
            }
        }
        return SINGLE.stream()
                .filter(dimension -> isEmpty(dimension, conditions))
                .findFirst()
                .map(dimension -> "its " + dimension.type() + " conditions have nothing in common");
    }

    private static boolean isEmpty(Dimension dimension, Collection<Condition> conditions) {
        Optional<Set<String>> left = Optional.empty();
        Set<String> excluded = new LinkedHashSet<>();
        for (Condition condition : conditions) {
            if (!(condition instanceof Among among) || among.dimension() != dimension) {
                continue;
            }
            if (among.negate()) {
                excluded.addAll(among.names());
            } else {
                Set<String> names = new LinkedHashSet<>(left.orElse(among.names()));
                names.retainAll(among.names());
                left = Optional.of(names);
            }
        }
        return left.filter(names -> excluded.containsAll(names)).isPresent();
    }
}
