package dev.tollgate.infrastructure;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.util.List;
import software.constructs.IConstruct;

/** Findings of <a href="https://github.com/cdklabs/cdk-nag">cdk-nag</a> that are meant so. */
final class Explained {
    private Explained() {}

    /** Says why a rule does not hold for a construct and what is in it. */
    static void finding(IConstruct where, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                where, List.of(NagPackSuppression.builder().id(rule).reason(reason).build()), true);
    }

    /** The same for one finding of a rule, such as {@code Resource::*}. */
    static void finding(IConstruct where, String rule, String appliesTo, String reason) {
        NagSuppressions.addResourceSuppressions(
                where,
                List.of(
                        NagPackSuppression.builder()
                                .id(rule)
                                .appliesTo(List.of(appliesTo))
                                .reason(reason)
                                .build()),
                true);
    }

    /**
     * The same for all findings of a rule that an expression such as {@code /^Resource::a/} fits.
     */
    static void findings(IConstruct where, String rule, String expression, String reason) {
        NagSuppressions.addResourceSuppressions(
                where,
                List.of(
                        NagPackSuppression.builder()
                                .id(rule)
                                .appliesTo(
                                        List.of(RegexAppliesTo.builder().regex(expression).build()))
                                .reason(reason)
                                .build()),
                true);
    }
}
