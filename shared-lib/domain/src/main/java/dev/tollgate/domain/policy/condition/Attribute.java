package dev.tollgate.domain.policy.condition;

/** Holds if the attributes the caller or the identity brought pass a test. */
public record Attribute(AttributeTest test, boolean negate) implements Condition {
    @Override
    public String type() {
        return "attribute";
    }

    @Override
    public Attribute opposite() {
        return new Attribute(test, !negate);
    }

    @Override
    public Truth test(PolicyRequest request) {
        return test.test(request.attributes());
    }

    @Override
    public String describe(PolicyRequest request) {
        return test.describe(request.attributes());
    }
}
