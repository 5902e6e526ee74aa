package dev.tollgate.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.policy.condition.Origin;
import dev.tollgate.domain.policy.condition.PolicyRequest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySetPropertyTest {
    private static final int CASES = 8000;

    /** A random case; the seed is in every message, so that a failure can be run again. */
    private record Case(
            long seed,
            List<Map<String, Object>> trees,
            List<Policy> policies,
            PolicyRequest request) {
        static Case of(long seed) {
            RandomPolicies random = new RandomPolicies(new Random(seed));
            List<Map<String, Object>> trees = random.policies();
            return new Case(seed, trees, RandomPolicies.read(trees), random.request());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DENY_OVERRIDES, CLOSED", "ALLOW_OVERRIDES, CLOSED", "FIRST_APPLICABLE, CLOSED",
        "DENY_OVERRIDES, OPEN", "ALLOW_OVERRIDES, OPEN", "FIRST_APPLICABLE, OPEN",
    })
    void decidesAsThePlainOracleDoes(CombiningAlgorithm algorithm, FailMode failMode) {
        PlainOracle oracle = new PlainOracle(algorithm, failMode);
        int allowed = 0;
        int obliged = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Case one = Case.of(seed);
            boolean expected = oracle.allows(one.trees(), one.request());

            Decision decision =
                    PolicySet.compile(one.policies(), algorithm, failMode).decide(one.request());

            assertThat(decision instanceof Decision.Allowed).as("%s", one).isEqualTo(expected);
            if (decision instanceof Decision.Allowed(_, var obligations, _)) {
                assertThat(obligations.stream().map(it -> it.by().policyId()))
                        .as("%s", one)
                        .isEqualTo(oracle.obliging(one.trees(), one.request()));
                obliged += obligations.isEmpty() ? 0 : 1;
            }
            allowed += expected ? 1 : 0;
        }
        assertThat(allowed).as("neither answer is rare").isBetween(CASES / 20, CASES * 19 / 20);
        assertThat(obliged).as("nor are obligations").isBetween(allowed / 20, allowed * 19 / 20);
    }

    @ParameterizedTest
    @CsvSource({
        "DENY_OVERRIDES, CLOSED", "ALLOW_OVERRIDES, CLOSED", "FIRST_APPLICABLE, CLOSED",
        "DENY_OVERRIDES, OPEN", "ALLOW_OVERRIDES, OPEN", "FIRST_APPLICABLE, OPEN",
    })
    void decidesTheSameWithoutItsIndexAndInAnyOrder(
            CombiningAlgorithm algorithm, FailMode failMode) {
        for (long seed = 0; seed < CASES; seed++) {
            Case one = Case.of(seed);
            PolicySet policies = PolicySet.compile(one.policies(), algorithm, failMode);
            BitSet all = new BitSet();
            all.set(0, policies.enforced().size());
            List<Policy> shuffled = new ArrayList<>(one.policies());
            Collections.shuffle(shuffled, new Random(seed));

            Ruling indexed = policies.rule(one.request());
            Ruling unindexed =
                    new Combiner(algorithm, failMode)
                            .combine(policies.enforced(), all, one.request());
            Ruling reordered = PolicySet.compile(shuffled, algorithm, failMode).rule(one.request());

            assertThat(List.of(unindexed, reordered)).as("%s", one).containsOnly(indexed);
        }
    }

    /**
     * The priorities of policies do not matter to the two overriding algorithms, only their answers
     * do.
     */
    @ParameterizedTest
    @CsvSource({"DENY_OVERRIDES", "ALLOW_OVERRIDES"})
    void doesNotDependOnPriorityWhereAnEffectOverrides(CombiningAlgorithm algorithm) {
        for (long seed = 0; seed < CASES; seed++) {
            Case one = Case.of(seed);
            Random random = new Random(seed);
            List<Policy> moved =
                    one.policies().stream().map(it -> at(random.nextInt(1000), it)).toList();

            boolean before = allows(one.policies(), algorithm, one.request());
            boolean after = allows(moved, algorithm, one.request());

            assertThat(after).as("%s", one).isEqualTo(before);
        }
    }

    /** What is allowed without knowing the country would be allowed from every country. */
    @ParameterizedTest
    @CsvSource({"DENY_OVERRIDES", "ALLOW_OVERRIDES", "FIRST_APPLICABLE"})
    void allowsUnderAMissingFactOnlyWhatEveryFactWouldAllow(CombiningAlgorithm algorithm) {
        int checked = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Case one = Case.of(seed);
            PolicyRequest unknown = from(Optional.empty(), one.request());
            if (!allows(one.policies(), algorithm, unknown)) {
                continue;
            }
            checked++;

            for (String country : List.of("US", "DE", "FR", "JP")) {
                assertThat(allows(one.policies(), algorithm, from(Optional.of(country), unknown)))
                        .as("%s from %s", one, country)
                        .isTrue();
            }
        }
        assertThat(checked).isGreaterThan(CASES / 20);
    }

    /** Whoever hides the country is not rid of what it would oblige to. */
    @ParameterizedTest
    @CsvSource({"DENY_OVERRIDES", "ALLOW_OVERRIDES", "FIRST_APPLICABLE"})
    void obligesUnderAMissingFactToAllThatAnyFactWould(CombiningAlgorithm algorithm) {
        int checked = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Case one = Case.of(seed);
            PolicySet policies = PolicySet.compile(one.policies(), algorithm, FailMode.CLOSED);
            PolicyRequest unknown = from(Optional.empty(), one.request());
            if (policies.decide(unknown) instanceof Decision.Allowed(_, var hidden, _)) {
                for (String country : List.of("US", "DE", "FR", "JP")) {
                    Decision known = policies.decide(from(Optional.of(country), unknown));

                    assertThat(known)
                            .asInstanceOf(InstanceOfAssertFactories.type(Decision.Allowed.class))
                            .satisfies(allowed ->
                                    assertThat(hidden)
                                            .as("%s from %s", one, country)
                                            .containsAll(allowed.obligations()));
                    checked += hidden.isEmpty() ? 0 : 1;
                }
            }
        }
        assertThat(checked).isGreaterThan(CASES / 20);
    }

    /** What CLOSED admits, OPEN admits too; the fail mode never turns an answer the other way. */
    @ParameterizedTest
    @CsvSource({"DENY_OVERRIDES", "ALLOW_OVERRIDES", "FIRST_APPLICABLE"})
    void failingClosedNeverAdmitsMore(CombiningAlgorithm algorithm) {
        for (long seed = 0; seed < CASES; seed++) {
            Case one = Case.of(seed);

            if (allows(one.policies(), algorithm, one.request())) {
                assertThat(
                                PolicySet.compile(one.policies(), algorithm, FailMode.OPEN)
                                        .decide(one.request()))
                        .as("%s", one)
                        .isInstanceOf(Decision.Allowed.class);
            }
        }
    }

    private static boolean allows(
            List<Policy> policies, CombiningAlgorithm algorithm, PolicyRequest request) {
        return PolicySet.compile(policies, algorithm, FailMode.CLOSED).decide(request)
                instanceof Decision.Allowed;
    }

    private static PolicyRequest from(Optional<String> country, PolicyRequest request) {
        return new PolicyRequest(
                request.target(),
                request.caller(),
                new Origin(country, request.origin().ip()),
                request.estimated(),
                request.at(),
                request.attributes());
    }

    private static Policy at(int priority, Policy policy) {
        return new Policy(
                policy.policyId(),
                policy.name(),
                policy.description(),
                policy.effect(),
                priority,
                policy.status(),
                policy.conditions(),
                policy.obligations(),
                policy.version());
    }
}
