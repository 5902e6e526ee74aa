package dev.tollgate.governance;

import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Request;

/**
 * {@code /api/limits}: reads requests, writes answers. What is read can be changed and put back.
 */
final class LimitRoutes {
    private static final int LARGEST_BODY = 16 * 1024;

    private final Limits limits;
    private final ReplaceLimits replace;
    private final Effective effective;

    LimitRoutes(Limits limits, ReplaceLimits replace, Effective effective) {
        this.limits = limits;
        this.replace = replace;
        this.effective = effective;
    }

    Answer read(Request request) {
        return answer(limits.find(request.principal().organisation()));
    }

    Answer replace(Request request) {
        var wish = LimitFields.read(request.json(LARGEST_BODY), OrganisationLimits.NONE.version());
        return switch (replace.run(request.principal(), wish, request.ifMatch())) {
            case ReplaceLimits.Outcome.Replaced(var replaced) -> effective.in(answer(replaced));
            case ReplaceLimits.Outcome.Stale(int version) ->
                    Versions.stale("The limits are", version);
            case ReplaceLimits.Outcome.Busy() -> Versions.busy();
        };
    }

    private static Answer answer(OrganisationLimits current) {
        return Versions.tagged(Answer.ok(LimitFields.write(current)), current.version());
    }
}
