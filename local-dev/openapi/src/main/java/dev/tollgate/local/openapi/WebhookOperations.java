package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Who is told of what happens. */
final class WebhookOperations {
    /** Every event, those too that are yet to come. */
    private static final String ALL = "*";

    private static final Schema EVENT =
            Schema.word(
                    Stream.concat(
                                    Arrays.stream(EventType.values())
                                            .filter(type -> type != EventType.WEBHOOK_TEST)
                                            .map(EventType::text),
                                    Stream.of(ALL))
                            .toList());

    private static final Schema EVENTS = Schema.list(EVENT, 1, EventType.values().length + 1);

    private static final Schema STATUS = Schema.word("active", "disabled");

    private static final Schema URL =
            Schema.text(WebhookUrls.LONGEST).described("Never shown again.");

    private static final Schema ABOUT =
            Values.id(AgentId.PREFIX).described("Only what is about this agent.");

    private WebhookOperations() {}

    static Map<String, Schema> schemas() {
        return Map.of(
                "Webhook", webhook().schema(),
                "WebhookWithSecret",
                        webhook()
                                .always(
                                        "secret",
                                        Schema.text()
                                                .described(
                                                        "With which events are signed, as Standard"
                                                                + " Webhooks has it; shown this"
                                                                + " once."))
                                .schema(),
                "QueuedDelivery",
                        Shape.written()
                                .always("delivery_id", Values.id(DeliveryId.PREFIX))
                                .schema());
    }

    private static Shape webhook() {
        return Shape.written()
                .always("id", Values.id(SubscriptionId.PREFIX))
                .always("url", Schema.text().described("Scheme and host; the rest is masked."))
                .always("events", Schema.list(EVENT))
                .always("description", Schema.text())
                .always("agent_id", Values.id(AgentId.PREFIX).orNull())
                .always("status", STATUS)
                .always("disabled_reason", Schema.text().orNull())
                .always("failing_since", Schema.time().orNull())
                .always("secret_rotated_at", Schema.time().orNull())
                .always("created_by", Schema.text().described("The id of a principal."))
                .always("created_at", Schema.time())
                .always("updated_at", Schema.time())
                .always("version", Schema.integer(1));
    }

    private static Parameter id() {
        return Values.idInPath(SubscriptionId.PREFIX, "webhook");
    }

    static Operation create() {
        return Area.WEBHOOKS
                .operation("Subscribe to events")
                .reads(
                        Body.json(
                                Shape.read()
                                        .always("url", URL)
                                        .always("events", EVENTS)
                                        .maybe(
                                                "description",
                                                Schema.text(Subscription.LONGEST_DESCRIPTION))
                                        .maybe("agent_id", ABOUT)
                                        .schema()))
                .gives(
                        Answer.created("The webhook.", Schema.ref("WebhookWithSecret"))
                                .with(Values.ETAG))
                .refuses(
                        Refusal.of(
                                "TooManyWebhooks",
                                409,
                                "too_many_webhooks",
                                "An organisation has at most " + Subscription.MOST + "."));
    }

    static Operation list() {
        return Area.WEBHOOKS
                .operation("List webhooks")
                .gives(Answer.ok("All of them.", Values.all("Webhook").schema()))
                .refuses(Refusals.INVALID);
    }

    static Operation read() {
        return Area.WEBHOOKS
                .operation("Read a webhook")
                .takes(id())
                .gives(Answer.ok("The webhook.", Schema.ref("Webhook")).with(Values.ETAG))
                .refuses(Refusals.NOT_FOUND);
    }

    static Operation change() {
        return Area.WEBHOOKS
                .operation("Change a webhook, disable or enable it")
                .described("What is not given stays; `agent_id` as `null` means all agents.")
                .takes(id(), Values.IF_MATCH)
                .reads(
                        Body.json(
                                Shape.read()
                                        .kept("url", URL)
                                        .kept("events", EVENTS)
                                        .maybe(
                                                "description",
                                                Schema.text(Subscription.LONGEST_DESCRIPTION))
                                        .maybe("agent_id", ABOUT)
                                        .kept("status", STATUS)
                                        .schema()))
                .gives(
                        Answer.ok("The webhook as it is now.", Schema.ref("Webhook"))
                                .with(Values.ETAG))
                .refuses(Refusals.NOT_FOUND, Refusals.BUSY, Refusals.STALE);
    }

    static Operation delete() {
        return Area.WEBHOOKS
                .operation("Delete a webhook")
                .takes(id())
                .gives(Answer.noContent("Nobody is told any more."))
                .refuses(Refusals.NOT_FOUND);
    }

    static Operation rotate() {
        return Area.WEBHOOKS
                .operation("Give a webhook a new signing secret")
                .described(
                        "The one before stays in use beside it for "
                                + Subscription.BOTH_SECRETS.toHours()
                                + " hours.")
                .takes(id(), Values.IF_MATCH)
                .gives(
                        Answer.ok(
                                        "The webhook with its new secret.",
                                        Schema.ref("WebhookWithSecret"))
                                .with(Values.ETAG))
                .refuses(Refusals.NOT_FOUND, Refusals.BUSY, Refusals.STALE);
    }

    static Operation test() {
        return Area.WEBHOOKS
                .operation("Send a webhook an event that says it is a test")
                .takes(id())
                .gives(
                        Answer.accepted("It is on its way.", Schema.ref("QueuedDelivery"))
                                .with(DeliveryOperations.LOCATION))
                .refuses(Refusals.NOT_FOUND);
    }

    static Operation deliveries() {
        return Area.WEBHOOKS
                .operation("List what was sent to a webhook")
                .takes(id())
                .takes(Values.paged())
                .gives(
                        Answer.ok(
                                "A page of deliveries, the oldest first.",
                                Values.page("Delivery").schema()))
                .refuses(Refusals.NOT_FOUND);
    }
}
