package dev.tollgate.domain.policy.json;

import dev.tollgate.domain.policy.Decision;
import dev.tollgate.domain.policy.Explanation;
import dev.tollgate.domain.policy.Verdict;
import dev.tollgate.domain.policy.condition.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes explanations for responses and logs. */
final class ExplanationWriter {
    private ExplanationWriter() {}

    static Map<String, Object> write(Explanation explanation) {
        List<Verdict> relevant = explanation.relevant();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("algorithm", explanation.algorithm().name());
        tree.put("fail_mode", explanation.failMode().name().toLowerCase(Locale.ROOT));
        tree.put("reason", explanation.sentence());
        tree.put("policies", write(relevant.isEmpty() ? explanation.verdicts() : relevant));
        explanation
                .withShadow()
                .ifPresent(decision -> {
                    tree.put("shadow", write(explanation.shadow()));
                    tree.put("decision_with_shadow", word(decision));
                });
        return tree;
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Allowed _ -> "allow";
            case Decision.Denied _ -> "deny";
        };
    }

    private static List<Map<String, Object>> write(List<Verdict> verdicts) {
        return verdicts.stream().map(ExplanationWriter::write).toList();
    }

    private static Map<String, Object> write(Verdict verdict) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("policy_id", verdict.policy().policyId());
        tree.put("version", verdict.policy().version());
        tree.put("name", verdict.name());
        tree.put("effect", verdict.effect().json());
        tree.put("status", verdict.status().json());
        tree.put("matched", word(verdict.matched()));
        tree.put("conditions", verdict.findings().stream().map(ExplanationWriter::write).toList());
        return tree;
    }

    private static Map<String, Object> write(Verdict.Finding finding) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("pointer", finding.pointer());
        tree.put("type", finding.type());
        if (finding.negated()) {
            tree.put("negated", true);
        }
        tree.put("holds", word(finding.holds()));
        tree.put("detail", finding.detail());
        return tree;
    }

    private static String word(Truth truth) {
        return switch (truth) {
            case TRUE -> "yes";
            case FALSE -> "no";
            case UNDECIDED -> "undecided";
            case FAILED -> "failed";
        };
    }
}
