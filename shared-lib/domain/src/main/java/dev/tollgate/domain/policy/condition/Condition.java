package dev.tollgate.domain.policy.condition;

/** One question about a request. The conditions of a policy all have to hold. */
public sealed interface Condition
        permits Among, TimeWindow, Location, Tagged, CostAbove, Attribute {
    /** The name the condition has in JSON. */
    String type();

    /** Whether the answer is turned round. What is undecided or failed stays so. */
    boolean negate();

    /** The same question with the opposite answer. */
    Condition opposite();

    /** The answer before negation. */
    Truth test(PolicyRequest request);

    /** What was found and what was asked for, as a sentence for people. */
    String describe(PolicyRequest request);

    default Truth holds(PolicyRequest request) {
        Truth answer = test(request);
        return negate() ? answer.negated() : answer;
    }
}
