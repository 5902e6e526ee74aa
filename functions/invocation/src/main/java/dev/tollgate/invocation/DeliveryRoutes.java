package dev.tollgate.invocation;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryQuery;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Cursor;
import dev.tollgate.lambda.DeliveryView;
import dev.tollgate.lambda.Fields;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The deliveries over HTTP: {@code /api/deliveries}. */
final class DeliveryRoutes {
    private static final Set<String> QUERIES =
            Set.of("status", "agent", "webhook", "since", "until", "limit", "cursor");
    private static final String TIME = "a time as in 2026-01-31T00:00:00Z";
    private static final String AGENT = "the id of an agent, agt_…";
    private static final String WEBHOOK = "the id of a webhook, whk_…";
    private static final int LARGEST_BODY = 4096;

    private final Deliveries deliveries;
    private final Redeliver redeliver;
    private final Answers answers;

    DeliveryRoutes(Deliveries deliveries, Redeliver redeliver, Answers answers) {
        this.deliveries = deliveries;
        this.redeliver = redeliver;
        this.answers = answers;
    }

    Answer list(Request request) {
        request.onlyQueries(QUERIES);
        var query =
                new DeliveryQuery(
                        request.query("status", DeliveryStatus.accepted(), DeliveryRoutes::status),
                        request.query("agent", AGENT, AgentId::new),
                        request.query("webhook", WEBHOOK, SubscriptionId::new),
                        request.query("since", TIME, Instant::parse),
                        request.query("until", TIME, Instant::parse));
        var page =
                deliveries.list(
                        request.principal().organisation(), query, request.page(DeliveryId::new));
        return Answer.list(page.map(DeliveryView::of));
    }

    Answer one(Request request) {
        return request.path("id", DeliveryId::new)
                .flatMap(id -> deliveries.find(request.principal().organisation(), id))
                .map(delivery -> Answer.ok(DeliveryView.of(delivery)))
                .orElseGet(() -> Problem.notFound("delivery").answer());
    }

    Answer retry(Request request) {
        return request.path("id", DeliveryId::new)
                .map(id -> redeliver.again(wish(request), id))
                .map(this::answer)
                .orElseGet(() -> Problem.notFound("delivery").answer());
    }

    private Answer answer(Redeliver.Outcome outcome) {
        return switch (outcome) {
            case Redeliver.Outcome.NotFound _ -> Problem.notFound("delivery").answer();
            case Redeliver.Outcome.NotFailed(var status) ->
                    Problem.of(
                                    409,
                                    "delivery_not_failed",
                                    "Only a delivery that failed is made again; this one is "
                                            + status.text()
                                            + ".")
                            .with("webhook_delivery_status", status.text())
                            .answer();
            case Redeliver.Outcome.NotKept _ ->
                    Problem.of(
                                    409,
                                    "delivery_not_kept",
                                    "A reply on a platform is not made again: the address that it"
                                            + " goes to is good for minutes only.")
                            .answer();
            case Redeliver.Outcome.Queued(var id) ->
                    Answer.accepted(Map.of("delivery_id", id.value()))
                            .with("Location", "/api/deliveries/" + id);
            case Redeliver.Outcome.Called(var invoked) -> answers.of(invoked);
        };
    }

    /**
     * Makes again what failed, oldest first. {@code {since?, until?, agent_id?, webhook_id?,
     * limit?, cursor?}}; an empty object means all.
     */
    Answer replay(Request request) {
        var fields = request.json(LARGEST_BODY);
        var query =
                new DeliveryQuery(
                        Optional.of(DeliveryStatus.FAILED),
                        id(fields, "agent_id", AGENT, AgentId::new),
                        id(fields, "webhook_id", WEBHOOK, SubscriptionId::new),
                        fields.instant("since"),
                        fields.instant("until"));
        var limit =
                fields.integer("limit", 1, Deliveries.MOST_REPLAYED)
                        .orElse(Deliveries.MOST_REPLAYED);
        var cursor = fields.text("cursor", 128).map(text -> place(fields, text));
        fields.end();
        var page =
                deliveries.list(
                        request.principal().organisation(), query, new PageRequest(limit, cursor));
        var wish = wish(request);
        var results = new ArrayList<Map<String, @Nullable Object>>();
        for (var delivery : page.items()) {
            results.add(result(delivery, answer(redeliver.again(wish, delivery.id()))));
        }
        return Answer.list(new Page<>(results, page.next()));
    }

    /** What a retry of this one would have answered. */
    private static Map<String, @Nullable Object> result(Delivery delivery, Answer answer) {
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("delivery_id", delivery.id().value());
        result.put("status", answer.status());
        result.put("result", answer.body());
        return result;
    }

    private static String place(Fields fields, String cursor) {
        try {
            return new DeliveryId(Cursor.open(cursor)).value();
        } catch (IllegalArgumentException e) {
            throw fields.refuse("cursor", "is not the next_cursor of an answer before.");
        }
    }

    private static <T> Optional<T> id(
            Fields fields, String name, String accepted, Function<String, T> read) {
        return fields.text(name, 64)
                .map(text -> {
                    try {
                        return read.apply(text);
                    } catch (IllegalArgumentException e) {
                        throw fields.refuse(name, "is not known; accepted: " + accepted + ".");
                    }
                });
    }

    private static DeliveryStatus status(String text) {
        return DeliveryStatus.of(text).orElseThrow(IllegalArgumentException::new);
    }

    private static Redeliver.Wish wish(Request request) {
        return new Redeliver.Wish(
                request.principal(),
                new Call.Origin(request.sourceIp(), Optional.empty()),
                request.trace());
    }
}
