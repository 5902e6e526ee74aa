package dev.tollgate.lambda;

import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import java.util.LinkedHashMap;
import java.util.Map;

/** A delivery as callers see it; its state under the administrator guide's names. */
public final class DeliveryView {
    private DeliveryView() {}

    /** All of it. */
    public static Map<String, Object> of(Delivery delivery) {
        var subject = delivery.subject();
        var view = new LinkedHashMap<String, Object>();
        view.put("id", delivery.id().value());
        view.put("kind", subject.kind().text());
        subject.agent().ifPresent(agent -> view.put("external_agent_id", agent.value()));
        subject.invocation().ifPresent(call -> view.put("invocation_id", call.value()));
        subject.subscription().ifPresent(to -> view.put("webhook_id", to.value()));
        subject.eventType().ifPresent(type -> view.put("event_type", type));
        view.put("created_at", delivery.id().time().toString());
        view.put("updated_at", delivery.updatedAt().toString());
        view.putAll(state(delivery));
        return view;
    }

    /** Where it stands, beside the record of its call. */
    public static Map<String, Object> state(Delivery delivery) {
        var view = new LinkedHashMap<String, Object>();
        view.put("webhook_delivery_status", delivery.status().text());
        delivery.error().ifPresent(error -> view.put("webhook_delivery_error", error));
        delivery.nextAttemptAt()
                .ifPresent(at -> view.put("webhook_delivery_next_attempt_at", at.toString()));
        view.put(
                "webhook_delivery_attempts",
                delivery.attempts().stream().map(DeliveryView::attempt).toList());
        return view;
    }

    private static Map<String, Object> attempt(DeliveryAttempt attempt) {
        var view = new LinkedHashMap<String, Object>();
        view.put("number", attempt.number());
        view.put("at", attempt.at().toString());
        view.put("result", attempt.code());
        attempt.upstreamStatus().ifPresent(status -> view.put("upstream_status", status));
        view.put("latency_ms", attempt.latency().toMillis());
        view.put("excerpt", attempt.excerpt());
        return view;
    }
}
