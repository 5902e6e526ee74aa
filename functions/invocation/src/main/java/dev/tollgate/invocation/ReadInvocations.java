package dev.tollgate.invocation;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.LineageQuery;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.DeliveryView;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.time.Instant;
import java.util.Set;

/** {@code GET /api/invocations} and {@code GET /api/invocations/{id}}. */
final class ReadInvocations {
    private static final Set<String> QUERIES =
            Set.of("agent", "status", "user_email", "since", "until", "limit", "cursor");
    private static final String TIME = "a time as in 2026-01-31T00:00:00Z";

    private final Lineage lineage;
    private final Deliveries deliveries;

    ReadInvocations(Lineage lineage, Deliveries deliveries) {
        this.lineage = lineage;
        this.deliveries = deliveries;
    }

    Answer one(Request request) {
        var organisation = request.principal().organisation();
        return request.path("id", InvocationId::new)
                .flatMap(id -> lineage.find(organisation, id))
                .map(row -> {
                    var view = InvocationView.record(row);
                    deliveries
                            .find(organisation, DeliveryId.of(row.id()))
                            .ifPresent(delivery -> view.putAll(DeliveryView.state(delivery)));
                    return Answer.ok(view);
                })
                .orElseGet(() -> Problem.notFound("invocation").answer());
    }

    Answer list(Request request) {
        request.onlyQueries(QUERIES);
        var query =
                new LineageQuery(
                        request.query("agent", "the id of an agent, agt_…", AgentId::new),
                        request.query(
                                "status",
                                InvocationStatus.accepted(),
                                text ->
                                        InvocationStatus.of(text)
                                                .orElseThrow(IllegalArgumentException::new)),
                        request.query("user_email"),
                        request.query("since", TIME, Instant::parse),
                        request.query("until", TIME, Instant::parse));
        var page =
                lineage.list(
                        request.principal().organisation(), query, request.page(InvocationId::new));
        return Answer.list(page.map(InvocationView::record));
    }
}
