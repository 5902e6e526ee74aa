package dev.tollgate.invocation;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.inbound.PlatformRequest;
import dev.tollgate.inbound.Reply;
import dev.tollgate.invocation.ReceiveCommand.Outcome;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.util.Map;

/**
 * {@code POST /inbound/{platform}/{agentId}}: open to all, since platforms hold no key of the gate;
 * what they send is signed. Whatever is wrong with the place is the same 404.
 */
final class InboundRoute {
    private final ReceiveCommand receive;

    InboundRoute(ReceiveCommand receive) {
        this.receive = receive;
    }

    Answer answer(Request request) {
        var platform = Platform.of(request.path("platform"));
        var agent = request.path("agentId", AgentId::new);
        return platform.isEmpty() || agent.isEmpty()
                ? notFound()
                : answer(receive.receive(platform.get(), agent.get(), request));
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(var reply) -> answer(reply);
            case Outcome.NoEntrance() -> notFound();
            case Outcome.TooLarge(int bytes) ->
                    Problem.of(
                                    413,
                                    "request_too_large",
                                    "The body has "
                                            + bytes
                                            + " bytes; accepted: at most "
                                            + PlatformRequest.LARGEST
                                            + ".")
                            .answer();
            case Outcome.Refused(var why) ->
                    Problem.of(
                                    401,
                                    "inbound_refused",
                                    "The request is not shown to come from the platform.")
                            .with("reason", why.text())
                            .answer();
            case Outcome.Unreadable(var where, var why) ->
                    Problem.of(
                                    400,
                                    "inbound_unreadable",
                                    (where.isEmpty() ? "The body" : where) + " " + why)
                            .answer();
            case Outcome.Busy(var retryAfter) ->
                    Problem.of(
                                    503,
                                    "inbound_in_progress",
                                    "The same event is being dealt with. Send it again.")
                            .answer()
                            .with("Retry-After", Long.toString(retryAfter.toSeconds()));
        };
    }

    private static Answer answer(Reply reply) {
        return new Answer(
                reply.status(), Map.of("Content-Type", reply.contentType()), reply.body());
    }

    private static Answer notFound() {
        return Problem.notFound("agent").answer();
    }
}
