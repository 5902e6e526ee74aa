package dev.tollgate.registration;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Fields;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of a new subscription and of a change of one, {@code {url, events, description,
 * agent_id}} and in a change {@code status}. A refusal never quotes the URL: it may be a secret.
 */
final class SubscriptionFields {
    /** Every event, those too that are yet to come. */
    static final String ALL = "*";

    private static final String URL = "url";
    private static final String EVENTS = "events";
    private static final String AGENT = "agent_id";
    private static final String DESCRIPTION = "description";
    private static final int LONGEST = 64;

    private final WebhookUrls urls;

    SubscriptionFields(WebhookUrls urls) {
        this.urls = urls;
    }

    SubscriptionDraft draft(Fields body) {
        var draft =
                new SubscriptionDraft(
                        body.required(URL, url(body)),
                        body.required(EVENTS, types(body)),
                        new SettingFields(body, false)
                                .prose(DESCRIPTION, Subscription.LONGEST_DESCRIPTION, ""),
                        agent(body));
        body.end();
        return draft;
    }

    SubscriptionPatch patch(Fields body) {
        for (var name : Set.of(URL, EVENTS, "status")) {
            if (body.isNull(name)) {
                throw body.refuse(name, "cannot be removed; leave it out to keep it.");
            }
        }
        var patch =
                new SubscriptionPatch(
                        url(body),
                        types(body),
                        description(body),
                        body.has(AGENT),
                        agent(body),
                        active(body));
        body.end();
        return patch;
    }

    private Optional<URI> url(Fields body) {
        return body.text(URL, WebhookUrls.LONGEST)
                .map(text ->
                        switch (urls.check(text)) {
                            case WebhookUrls.Verdict.Refused(var reason) ->
                                    throw body.refuse(URL, "is not accepted. " + reason);
                            case WebhookUrls.Verdict.Ok(var url) -> url;
                        });
    }

    private static Optional<Set<EventType>> types(Fields body) {
        var texts = body.texts(EVENTS, EventType.values().length + 1, LONGEST);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        if (texts.get().isEmpty()) {
            throw body.refuse(EVENTS, "is empty; accepted: " + accepted() + ".");
        }
        var types = EnumSet.noneOf(EventType.class);
        for (int i = 0; i < texts.get().size(); i++) {
            var text = texts.get().get(i);
            if (!text.equals(ALL)) {
                types.add(type(text, body.at(EVENTS) + "/" + i));
            }
        }
        return Optional.of(texts.get().contains(ALL) ? Set.of() : types);
    }

    private static EventType type(String text, String place) {
        return EventType.of(text)
                .filter(type -> type != EventType.WEBHOOK_TEST)
                .orElseThrow(() ->
                        BadRequest.body(place, "is not known; accepted: " + accepted() + "."));
    }

    private static String accepted() {
        return EventType.accepted() + ", " + ALL;
    }

    private static Optional<String> description(Fields body) {
        return body.has(DESCRIPTION)
                ? Optional.of(
                        new SettingFields(body, true)
                                .prose(DESCRIPTION, Subscription.LONGEST_DESCRIPTION, ""))
                : Optional.empty();
    }

    private static Optional<AgentId> agent(Fields body) {
        return body.text(AGENT, LONGEST)
                .map(text -> {
                    try {
                        return new AgentId(text);
                    } catch (IllegalArgumentException e) {
                        throw body.refuse(AGENT, "is not the id of an agent (agt_…).");
                    }
                });
    }

    private static Optional<Boolean> active(Fields body) {
        return body.text("status", LONGEST)
                .map(text ->
                        switch (text) {
                            case "active" -> true;
                            case "disabled" -> false;
                            default ->
                                    throw body.refuse(
                                            "status", "is not known; accepted: active, disabled.");
                        });
    }
}
