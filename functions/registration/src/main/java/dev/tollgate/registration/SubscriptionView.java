package dev.tollgate.registration;

import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.lambda.Answer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subscription as callers see it. */
final class SubscriptionView {
    private SubscriptionView() {}

    static Answer with(Answer answer, Subscription subscription) {
        return answer.with("ETag", etag(subscription.version()));
    }

    static String etag(int version) {
        return "\"" + version + "\"";
    }

    static Map<String, @Nullable Object> of(Subscription subscription) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", subscription.id().value());
        view.put("url", subscription.endpoint());
        view.put("events", events(subscription));
        view.put("description", subscription.description());
        view.put("agent_id", subscription.agent().map(Object::toString).orElse(null));
        view.put("status", subscription.isActive() ? "active" : "disabled");
        view.put("disabled_reason", subscription.disabled().orElse(null));
        view.put("failing_since", subscription.failingSince().map(Instant::toString).orElse(null));
        view.put("secret_rotated_at", subscription.rotatedAt().map(Instant::toString).orElse(null));
        view.put("created_by", subscription.createdBy());
        view.put("created_at", subscription.createdAt().toString());
        view.put("updated_at", subscription.updatedAt().toString());
        view.put("version", subscription.version());
        return view;
    }

    /** With its signing secret, which is shown when it is made and never again. */
    static Map<String, @Nullable Object> of(Subscription subscription, SigningSecret secret) {
        var view = of(subscription);
        view.put("secret", secret.text());
        return view;
    }

    private static List<String> events(Subscription subscription) {
        return subscription.types().isEmpty()
                ? List.of(SubscriptionFields.ALL)
                : subscription.types().stream().map(EventType::text).sorted().toList();
    }
}
