package dev.tollgate.governance;

import dev.tollgate.domain.AgentId;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.util.Set;

/** {@code /api/external-agents/{id}/governance-status}. */
final class StatusRoute {
    private final ReadStatus readStatus;
    private final StatusView view;

    StatusRoute(ReadStatus readStatus, StatusView view) {
        this.readStatus = readStatus;
        this.view = view;
    }

    Answer read(Request request) {
        request.onlyQueries(Set.of());
        return request.path("id", AgentId::new)
                .flatMap(id -> readStatus.run(request.principal().organisation(), id))
                .map(status -> Answer.ok(view.of(status)))
                .orElseGet(() -> Problem.notFound("agent").answer());
    }
}
