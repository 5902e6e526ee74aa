package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.condition.Among;
import dev.tollgate.domain.policy.condition.Dimension;
import dev.tollgate.domain.policy.condition.PolicyRequest;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rules out, by three look-ups, the policies whose environment, provider or agent condition is
 * false for a request. Such a policy does not match whatever its other conditions say, so leaving
 * it out changes no decision.
 */
final class CandidateIndex {
    /** Dimensions in which a request has exactly one name. */
    private static final List<Dimension> SINGLE =
            List.of(Dimension.ENVIRONMENT, Dimension.PROVIDER, Dimension.AGENT);

    private record Column(Dimension dimension, Map<String, BitSet> named, BitSet otherwise) {}

    private final List<Column> columns;

    CandidateIndex(List<Policy> policies) {
        columns = SINGLE.stream().map(dimension -> column(dimension, policies)).toList();
    }

    /** The positions of the policies that may match. The caller owns the set. */
    BitSet candidates(PolicyRequest request) {
        BitSet candidates = new BitSet();
        boolean first = true;
        for (Column column : columns) {
            BitSet possible = possible(column, request);
            if (first) {
                candidates.or(possible);
                first = false;
            } else {
                candidates.and(possible);
            }
        }
        return candidates;
    }

    private static BitSet possible(Column column, PolicyRequest request) {
        for (String name : column.dimension().valuesOf(request)) {
            return column.named().getOrDefault(name, column.otherwise());
        }
        return column.otherwise();
    }

    private static Column column(Dimension dimension, List<Policy> policies) {
        Map<String, BitSet> named = new HashMap<>();
        BitSet otherwise = new BitSet();
        policies.stream()
                .flatMap(policy -> conditions(dimension, policy))
                .flatMap(condition -> condition.names().stream())
                .forEach(name -> named.put(name, new BitSet()));
        for (int i = 0; i < policies.size(); i++) {
            Policy policy = policies.get(i);
            for (Map.Entry<String, BitSet> entry : named.entrySet()) {
                entry.getValue()
                        .set(
                                i,
                                conditions(dimension, policy)
                                        .allMatch(one ->
                                                one.names().contains(entry.getKey())
                                                        != one.negate()));
            }
            otherwise.set(i, conditions(dimension, policy).allMatch(Among::negate));
        }
        return new Column(dimension, named, otherwise);
    }

    private static Stream<Among> conditions(Dimension dimension, Policy policy) {
        return policy.conditions().stream()
                .<Among>mapMulti((condition, sink) -> {
                    if (condition instanceof Among among && among.dimension() == dimension) {
                        sink.accept(among);
                    }
                });
    }
}
