package dev.tollgate.registration;

import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.DeliveryQuery;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.DeliveryView;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import dev.tollgate.queue.Announce;
import dev.tollgate.registration.ChangeSubscription.Outcome;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The subscriptions over HTTP: reads the request, runs the use case, maps what came of it. */
final class SubscriptionRoutes {
    private static final int LARGEST_BODY = 16 * 1024;

    private final SubscriptionFields fields;
    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final Subscribe subscribe;
    private final ChangeSubscription change;
    private final Unsubscribe unsubscribe;
    private final SubscriptionJournal journal;
    private final Announce announce;
    private final Ids ids;
    private final InstantSource clock;

    SubscriptionRoutes(Config config, RegistrationFunction.Ports ports, Ids ids) {
        this.fields = new SubscriptionFields(config.urls());
        this.subscriptions = ports.subscriptions();
        this.deliveries = ports.deliveries();
        this.journal = new SubscriptionJournal(ports.audit(), ids, ports.clock());
        this.subscribe = new Subscribe(ports, journal, ids);
        this.change = new ChangeSubscription(ports, journal);
        this.unsubscribe = new Unsubscribe(ports, journal);
        this.announce =
                new Announce(
                        ports.subscriptions(),
                        ports.queue(),
                        ports.metrics(),
                        ports.clock(),
                        ports.random());
        this.ids = ids;
        this.clock = ports.clock();
    }

    Answer create(Request request) {
        var draft = fields.draft(request.json(LARGEST_BODY));
        return switch (subscribe.run(request.principal(), draft)) {
            case Subscribe.Outcome.Added(var added, var secret) ->
                    SubscriptionView.with(
                            Answer.created(
                                    "/api/webhooks/" + added.id(),
                                    SubscriptionView.of(added, secret)),
                            added);
            case Subscribe.Outcome.Full() ->
                    Problem.of(
                                    409,
                                    "too_many_webhooks",
                                    "An organisation has at most "
                                            + Subscription.MOST
                                            + " webhooks; delete one first.")
                            .answer();
        };
    }

    Answer list(Request request) {
        request.onlyQueries(Set.of());
        var all = subscriptions.list(request.principal().organisation());
        return Answer.list(new Page<>(all, Optional.empty()).map(SubscriptionView::of));
    }

    Answer read(Request request) {
        return found(request)
                .map(it -> SubscriptionView.with(Answer.ok(SubscriptionView.of(it)), it))
                .orElseGet(SubscriptionRoutes::notFound);
    }

    Answer change(Request request) {
        var id = id(request);
        if (id.isEmpty()) {
            return notFound();
        }
        var patch = fields.patch(request.json(LARGEST_BODY));
        return answer(
                change.patch(request.principal(), id.get(), request.ifMatch(), patch),
                SubscriptionView::of);
    }

    Answer rotate(Request request) {
        var id = id(request);
        if (id.isEmpty()) {
            return notFound();
        }
        SigningSecret secret = change.mint();
        return answer(
                change.rotate(request.principal(), id.get(), request.ifMatch(), secret),
                subscription -> SubscriptionView.of(subscription, secret));
    }

    Answer remove(Request request) {
        return id(request).filter(id -> unsubscribe.run(request.principal(), id)).isPresent()
                ? Answer.noContent()
                : notFound();
    }

    /** Also to one that is disabled: whoever mends the receiver wants to see that before. */
    Answer test(Request request) {
        return found(request)
                .map(subscription -> {
                    journal.act(request.principal(), subscription.id(), "tested").record(Map.of());
                    var delivery = announce.send(event(subscription), subscription.id());
                    return Answer.accepted(Map.of("delivery_id", delivery.value()))
                            .with("Location", "/api/deliveries/" + delivery);
                })
                .orElseGet(SubscriptionRoutes::notFound);
    }

    private Event event(Subscription subscription) {
        return new Event(
                ids.event(),
                subscription.organisation(),
                EventType.WEBHOOK_TEST,
                clock.instant(),
                Optional.empty(),
                Map.of("webhook_id", subscription.id().value()));
    }

    Answer deliveries(Request request) {
        request.onlyQueries(Set.of("limit", "cursor"));
        var page = request.page(DeliveryId::new);
        return found(request)
                .map(it -> deliveries.list(it.organisation(), DeliveryQuery.of(it.id()), page))
                .map(some -> Answer.list(some.map(DeliveryView::of)))
                .orElseGet(SubscriptionRoutes::notFound);
    }

    private static Answer answer(Outcome outcome, Function<Subscription, Object> view) {
        return switch (outcome) {
            case Outcome.Changed(var subscription) ->
                    SubscriptionView.with(Answer.ok(view.apply(subscription)), subscription);
            case Outcome.NotFound() -> notFound();
            case Outcome.Stale(int version) ->
                    Problem.of(
                                    412,
                                    "precondition_failed",
                                    "The webhook is at version "
                                            + version
                                            + " now; read it again and repeat the change on that.")
                            .answer()
                            .with("ETag", SubscriptionView.etag(version));
            case Outcome.Busy() ->
                    Problem.of(
                                    409,
                                    "concurrent_change",
                                    "Others are changing this webhook; try again.")
                            .answer()
                            .with("Retry-After", "1");
        };
    }

    private Optional<Subscription> found(Request request) {
        return id(request)
                .flatMap(id -> subscriptions.find(request.principal().organisation(), id));
    }

    private static Optional<SubscriptionId> id(Request request) {
        return request.path("id", SubscriptionId::new);
    }

    private static Answer notFound() {
        return Problem.notFound("webhook").answer();
    }
}
