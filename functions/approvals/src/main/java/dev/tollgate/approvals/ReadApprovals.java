package dev.tollgate.approvals;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.approval.ApprovalQuery;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads approvals: one, those that wait, or others. */
final class ReadApprovals {
    private static final String ALL = "all";

    private final Approvals approvals;

    ReadApprovals(Approvals approvals) {
        this.approvals = approvals;
    }

    Answer one(Request request) {
        return request.path("id", ApprovalId::new)
                .flatMap(id -> approvals.find(request.principal().organisation(), id))
                .map(ApprovalView::of)
                .map(Answer::ok)
                .orElseGet(() -> Problem.notFound("approval").answer());
    }

    /** Without a status, those that wait. */
    Answer list(Request request) {
        request.onlyQueries(Set.of("status", "external_agent_id", "limit", "cursor"));
        var status =
                request.query(
                                "status",
                                ApprovalStatus.accepted() + ", " + ALL,
                                ReadApprovals::status)
                        .orElse(Optional.of(ApprovalStatus.PENDING));
        var agent = request.query("external_agent_id", "agt_…", AgentId::new);
        return list(request, new ApprovalQuery(status, agent));
    }

    Answer pending(Request request) {
        request.onlyQueries(Set.of("limit", "cursor"));
        return request.path("id", AgentId::new)
                .map(agent ->
                        list(
                                request,
                                new ApprovalQuery(
                                        Optional.of(ApprovalStatus.PENDING), Optional.of(agent))))
                .orElseGet(() -> Problem.notFound("agent").answer());
    }

    private static Optional<ApprovalStatus> status(String text) {
        return text.equals(ALL)
                ? Optional.empty()
                : Optional.of(
                        ApprovalStatus.of(text)
                                .orElseThrow(() -> new IllegalArgumentException(text)));
    }

    /** With the place from which {@code /approvals/stream} tells what happens after this. */
    private Answer list(Request request, ApprovalQuery query) {
        var organisation = request.principal().organisation();
        long latest = approvals.latest(organisation);
        var page = approvals.list(organisation, query, request.page(ApprovalId::new));
        var answer = Answer.list(page.map(ApprovalView::of));
        if (answer.body() instanceof Map<?, ?> map) {
            var body = new LinkedHashMap<Object, Object>(map);
            body.put("last_event_id", Long.toString(latest));
            return Answer.ok(body);
        }
        return answer;
    }
}
