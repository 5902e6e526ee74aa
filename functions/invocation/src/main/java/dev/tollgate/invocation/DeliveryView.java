package dev.tollgate.invocation;

import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The delivery of a queued invocation, under the administrator guide's names. */
final class DeliveryView {
    private DeliveryView() {}

    static Map<String, Object> of(Delivery delivery) {
        var view = new LinkedHashMap<String, Object>();
        view.put("webhook_delivery_status", delivery.status().name().toLowerCase(Locale.ROOT));
        delivery.error().ifPresent(error -> view.put("webhook_delivery_error", error));
        delivery.nextAttemptAt()
                .ifPresent(at -> view.put("webhook_delivery_next_attempt_at", at.toString()));
        view.put(
                "webhook_delivery_attempts",
                delivery.attempts().stream().map(DeliveryView::of).toList());
        return view;
    }

    private static Map<String, Object> of(DeliveryAttempt attempt) {
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
