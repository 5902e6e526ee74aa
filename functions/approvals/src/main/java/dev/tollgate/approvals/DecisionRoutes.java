package dev.tollgate.approvals;

import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.Closing;
import dev.tollgate.domain.approval.Grant;
import dev.tollgate.domain.approval.Voter;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.hold.Decide;
import dev.tollgate.hold.Decided;
import dev.tollgate.hold.Wish;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Fields;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.util.Optional;
import java.util.function.Function;

/** Agrees to held calls, refuses them, and takes them back. */
final class DecisionRoutes {
    private static final int LARGEST_BODY = 16 * 1024;
    private static final String UNSAID = "No reason was given.";

    private final Approvals approvals;
    private final Decide decide;

    DecisionRoutes(Approvals approvals, Decide decide) {
        this.approvals = approvals;
        this.decide = decide;
    }

    /** What a body may say; it may be missing altogether. */
    private record Said(Optional<String> text, Optional<String> digest) {
        static Said read(Request request, String name) {
            if (request.body().length == 0) {
                return new Said(Optional.empty(), Optional.empty());
            }
            Fields fields = request.json(LARGEST_BODY);
            var said =
                    new Said(
                            fields.text(name, Closing.LONGEST_REASON),
                            fields.text("digest", Grant.DIGEST_LENGTH));
            fields.end();
            return said;
        }
    }

    /** {@code {comment, digest}}, both optional. */
    Answer approve(Request request) {
        return decided(request, "comment", ask -> decide.approve(ask.wish(), ask.text()));
    }

    /** {@code {reason, digest}}. */
    Answer reject(Request request) {
        return decided(
                request, "reason", ask -> decide.reject(ask.wish(), ask.text().orElse(UNSAID)));
    }

    /** {@code {reason}}. One's own call, or anybody's for those who decide. */
    Answer cancel(Request request) {
        var principal = request.principal();
        boolean own =
                request.path("id", ApprovalId::new)
                        .flatMap(id -> approvals.find(principal.organisation(), id))
                        .filter(it -> it.requester().principal().equals(principal.id()))
                        .isPresent();
        if (!own && !principal.may(Scope.APPROVALS_DECIDE)) {
            return Problem.notFound("approval").answer();
        }
        return decided(request, "reason", ask -> decide.cancel(ask.wish(), ask.text()));
    }

    private record Ask(Wish wish, Optional<String> text) {}

    private static Answer decided(Request request, String name, Function<Ask, Decided> decision) {
        var id = request.path("id", ApprovalId::new);
        if (id.isEmpty()) {
            return Problem.notFound("approval").answer();
        }
        var said = Said.read(request, name);
        var principal = request.principal();
        var wish =
                new Wish(
                        principal.organisation(),
                        id.get(),
                        Voter.of(principal),
                        request.sourceIp(),
                        said.digest());
        return answer(decision.apply(new Ask(wish, said.text())));
    }

    private static Answer answer(Decided decided) {
        return switch (decided) {
            case Decided.Done(var approval) -> Answer.ok(ApprovalView.of(approval));
            case Decided.NotFound() -> Problem.notFound("approval").answer();
            case Decided.Halted(var approval, var lever) ->
                    refusal(503, "kill_switch", lever.sentence(), approval);
            case Decided.Changed(var approval, var what) ->
                    refusal(
                            409,
                            "call_changed",
                            what
                                    + " What would run is not what was asked for; it can be rejected,"
                                    + " and asked for again.",
                            approval);
            case Decided.Refused(var approval, var why) ->
                    switch (why) {
                        case NOT_PENDING, OVERDUE ->
                                refusal(
                                        409,
                                        "approval_not_pending",
                                        "It is " + approval.status().text() + " already.",
                                        approval);
                        case OWN_CALL ->
                                refusal(
                                        403,
                                        "own_call",
                                        "Nobody agrees to their own call.",
                                        approval);
                        case ALREADY_VOTED ->
                                refusal(
                                        409,
                                        "already_voted",
                                        "You have agreed already; it takes "
                                                + approval.requirement().quorum()
                                                + " people.",
                                        approval);
                        case WRONG_ROLE ->
                                refusal(
                                        403,
                                        "role_required",
                                        "This is for others to decide: "
                                                + String.join(
                                                        ", ",
                                                        approval.requirement().roles().stream()
                                                                .sorted()
                                                                .toList())
                                                + ".",
                                        approval);
                    };
        };
    }

    /** With the state that stands. */
    private static Answer refusal(int status, String code, String detail, Approval stands) {
        return Problem.of(status, code, detail).with("approval", ApprovalView.of(stands)).answer();
    }
}
