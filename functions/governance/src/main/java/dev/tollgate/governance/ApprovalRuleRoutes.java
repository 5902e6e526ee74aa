package dev.tollgate.governance;

import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.approval.ApprovalSettings;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Request;

/**
 * {@code /api/approval-rules}: reads requests, writes answers. What is read can be changed and put
 * back.
 */
final class ApprovalRuleRoutes {
    private static final int LARGEST_BODY = 16 * 1024;

    private final ApprovalSettings settings;
    private final ReplaceApprovalRules replace;
    private final Effective effective;

    ApprovalRuleRoutes(
            ApprovalSettings settings, ReplaceApprovalRules replace, Effective effective) {
        this.settings = settings;
        this.replace = replace;
        this.effective = effective;
    }

    Answer read(Request request) {
        return answer(settings.find(request.principal().organisation()));
    }

    Answer replace(Request request) {
        var wish =
                ApprovalRuleFields.read(request.json(LARGEST_BODY), ApprovalRules.NONE.version());
        return switch (replace.run(request.principal(), wish, request.ifMatch())) {
            case ReplaceApprovalRules.Outcome.Replaced(var replaced) ->
                    effective.in(answer(replaced));
            case ReplaceApprovalRules.Outcome.Stale(int version) ->
                    Versions.stale("The approval rules are", version);
            case ReplaceApprovalRules.Outcome.NoSuchAgent(int index, var agent) ->
                    throw BadRequest.body(
                            "/" + ApprovalRuleFields.ASK_THROUGH + "/" + index,
                            "is '" + agent + "'; there is no such agent.");
            case ReplaceApprovalRules.Outcome.Busy() -> Versions.busy();
        };
    }

    private static Answer answer(ApprovalRules current) {
        return Versions.tagged(Answer.ok(ApprovalRuleFields.write(current)), current.version());
    }
}
