package dev.tollgate.invocation;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.IdempotencyKeys.Claim;
import dev.tollgate.inbound.BotKeys;
import dev.tollgate.inbound.Content;
import dev.tollgate.inbound.Forgery;
import dev.tollgate.inbound.PlatformRequest;
import dev.tollgate.inbound.Received;
import dev.tollgate.inbound.Reply;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.lambda.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A request of a platform, from top to bottom: where it comes in, whether the platform sent it and
 * for the first time, and what it says. A command becomes a call that is carried out later: the
 * platforms wait for 3 to 5 seconds, so nothing here waits for an agent.
 */
final class ReceiveCommand {
    /** Stands for whoever sends; replay keys are no caller's idempotency keys. */
    private static final String SENDER = "inbound";

    private final Entrances entrances;
    private final IdempotencyKeys keys;
    private final Invoke invoke;
    private final DecideOnPlatform decide;
    private final TellLater tellLater;
    private final InboundJournal journal;
    private final Ids ids;
    private final InstantSource clock;

    ReceiveCommand(
            InvocationFunction.Ports ports,
            Invoke invoke,
            DecideOnPlatform decide,
            BotKeys botKeys,
            PublicUrl url,
            Ids ids) {
        this.entrances = new Entrances(ports.agents(), ports.credentials(), botKeys);
        this.keys = ports.keys();
        this.invoke = invoke;
        this.decide = decide;
        this.tellLater = new TellLater(ports.queue(), url, ports.clock());
        this.journal = new InboundJournal(ports.audit(), ports.metrics(), ids, ports.clock());
        this.ids = ids;
        this.clock = ports.clock();
    }

    /** What the platform is told. */
    sealed interface Outcome {
        record Answered(Reply reply) implements Outcome {}

        record NoEntrance() implements Outcome {}

        record TooLarge(int bytes) implements Outcome {}

        record Refused(Forgery why) implements Outcome {}

        record Unreadable(String where, String why) implements Outcome {}

        /** The same event is being dealt with; the platform is to send it again. */
        record Busy(Duration retryAfter) implements Outcome {}
    }

    Outcome receive(Platform platform, AgentId id, Request request) {
        var entrance =
                entrances.find(
                        platform, id, Optional.ofNullable(request.headers().get("authorization")));
        if (entrance.isEmpty()) {
            return new Outcome.NoEntrance();
        }
        var body = request.body();
        if (body.length > PlatformRequest.LARGEST) {
            journal.refused(entrance.get(), "too_large", request.sourceIp());
            return new Outcome.TooLarge(body.length);
        }
        var arrived = new PlatformRequest(request.headers(), body, clock.instant());
        return switch (entrance.get().platform().receive(arrived, entrance.get().key())) {
            case Received.Forged(var why) -> refused(entrance.get(), why, request);
            case Received.Verified verified when isReplayed(entrance.get(), verified) ->
                    refused(entrance.get(), Forgery.REPLAYED, request);
            case Received.Verified verified -> read(entrance.get(), verified.content(), request);
        };
    }

    private Outcome refused(Entrance entrance, Forgery why, Request request) {
        journal.refused(entrance, why.text(), request.sourceIp());
        return new Outcome.Refused(why);
    }

    /** Whoever comes second with the same signed bytes did not get them from the platform. */
    private boolean isReplayed(Entrance entrance, Received.Verified verified) {
        return verified.replayKey()
                .map(text ->
                        keys.claim(
                                new IdempotencyKeys.Key(
                                        entrance.agent().organisation(),
                                        SENDER,
                                        entrance.agent().id() + " " + text),
                                text,
                                ids.invocation()))
                .filter(claim -> !(claim instanceof Claim.Mine))
                .isPresent();
    }

    private Outcome read(Entrance entrance, Content content, Request request) {
        return switch (content) {
            case Content.Unreadable(var where, var why) -> new Outcome.Unreadable(where, why);
            case Content.Handshake(var reply) -> new Outcome.Answered(reply);
            case Content.Ignored(var why, var reply) -> new Outcome.Answered(reply);
            case Content.Decision decision -> decided(entrance, decision, request);
            case Content.Command command -> carried(entrance, command, request);
        };
    }

    /** What the platform cannot show in its answer is sent after it. */
    private Outcome decided(Entrance entrance, Content.Decision decision, Request request) {
        var told = decide.decide(entrance, decision, request);
        var platform = entrance.platform();
        var shown =
                told.decided()
                        ? platform.answer(decision, told.sentence())
                        : platform.refuse(decision, told.sentence());
        return new Outcome.Answered(
                shown.orElseGet(() -> {
                    tellLater.tell(entrance.agent(), decision, told, request);
                    return platform.acknowledge(decision);
                }));
    }

    private Outcome carried(Entrance entrance, Content.Command command, Request request) {
        var call = CommandCall.of(entrance, command, request);
        return switch (invoke.invoke(call)) {
            // Whoever is at it may have stopped before it was recorded, and then a platform that
            // was
            // told that it is taken would not send it again.
            case Invoked.InProgress(var retryAfter) -> new Outcome.Busy(retryAfter);
            case Invoked invoked ->
                    new Outcome.Answered(
                            Refusal.of(invoked)
                                    .map(refusal -> refused(entrance, command, call, refusal))
                                    .orElseGet(() -> entrance.platform().acknowledge(command)));
        };
    }

    private Reply refused(Entrance entrance, Content.Command command, Call call, Refusal refusal) {
        return entrance.platform()
                .refuse(command, refusal.sentence())
                .orElseGet(() -> {
                    tellLater.tell(entrance.agent(), call, refusal);
                    return entrance.platform().acknowledge(command);
                });
    }
}
