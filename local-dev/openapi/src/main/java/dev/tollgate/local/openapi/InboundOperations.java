package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.inbound.Forgery;
import dev.tollgate.inbound.Inbound;
import dev.tollgate.inbound.PlatformRequest;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;

/** What chat platforms send. */
final class InboundOperations {
    private InboundOperations() {}

    static Operation receive() {
        var body = new LinkedHashMap<String, Schema>();
        body.put("application/json", Schema.object());
        body.put("application/x-www-form-urlencoded", Schema.object());
        var reply = new LinkedHashMap<String, Schema>();
        reply.put("application/json", Schema.object());
        reply.put("text/plain", Schema.text());
        return Area.INBOUND
                .operation("Receive what a chat platform sends")
                .described(
                        "Open to all, since platforms hold no credential of the gate: what they"
                                + " send is signed, or marked with a secret, and verified before it"
                                + " is read. Bodies and answers are in the platform's own format."
                                + " Teams sends its proof in `Authorization`.")
                .takes(
                        Parameter.path("platform", "The one that sends.", platforms()),
                        Parameter.path(
                                "agentId",
                                "The agent that it comes in by.",
                                Values.id(AgentId.PREFIX)),
                        proof("X-Slack-Signature", "Slack"),
                        proof("X-Slack-Request-Timestamp", "Slack"),
                        proof("X-Signature-Ed25519", "Discord"),
                        proof("X-Signature-Timestamp", "Discord"),
                        proof("X-Telegram-Bot-Api-Secret-Token", "Telegram"))
                .reads(new Body(true, body))
                .gives(Answer.of(200, "It was taken.", reply))
                .refuses(
                        Refusal.of(
                                "InboundUnreadable",
                                400,
                                "inbound_unreadable",
                                "It is not what the platform documents."),
                        Refusal.of(
                                        "InboundRefused",
                                        401,
                                        "inbound_refused",
                                        "It is not shown to come from the platform.")
                                .with(
                                        "reason",
                                        Schema.word(
                                                Arrays.stream(Forgery.values())
                                                        .map(Forgery::text)
                                                        .toList())),
                        Refusals.NOT_FOUND,
                        Refusal.of(
                                "InboundTooLarge",
                                413,
                                "request_too_large",
                                "The body has more than " + PlatformRequest.LARGEST + " bytes."),
                        Refusal.of(
                                        "InboundInProgress",
                                        503,
                                        "inbound_in_progress",
                                        "The same event is being dealt with.")
                                .with(Refusals.RETRY_AFTER));
    }

    private static Schema platforms() {
        return Schema.word(
                Arrays.stream(Platform.values())
                        .filter(platform -> Inbound.of(platform).isPresent())
                        .map(Platform::text)
                        .toList());
    }

    private static Parameter proof(String name, String platform) {
        return Parameter.header(name, "Of " + platform + ".", Schema.text());
    }
}
