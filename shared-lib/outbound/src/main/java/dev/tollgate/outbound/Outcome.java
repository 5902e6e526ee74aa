package dev.tollgate.outbound;

import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.Execution.Answered;
import dev.tollgate.domain.outbound.Execution.Blocked;
import dev.tollgate.domain.outbound.Execution.Broken;
import dev.tollgate.domain.outbound.Execution.Failed;
import dev.tollgate.domain.outbound.Execution.Rejected;
import dev.tollgate.domain.outbound.Execution.TimedOut;
import dev.tollgate.domain.outbound.Execution.TooLarge;
import dev.tollgate.domain.outbound.Execution.Unreachable;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.outbound.Exchange.Late;
import dev.tollgate.outbound.Exchange.Lost;
import dev.tollgate.outbound.Exchange.NotSent;
import dev.tollgate.outbound.Exchange.Oversized;
import dev.tollgate.outbound.Exchange.Refused;
import dev.tollgate.outbound.Exchange.Reply;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/** Judges an exchange. */
final class Outcome {
    private final InstantSource clock;
    private final CostReader costs = new CostReader();

    Outcome(InstantSource clock) {
        this.clock = clock;
    }

    Execution of(Exchange exchange, OutboundCall call, Credentials credentials, Deadline deadline) {
        return switch (exchange) {
            case Reply reply when reply.successful() -> success(reply, call, credentials, deadline);
            case Reply reply -> failure(reply, credentials);
            case NotSent notSent -> new Unreachable(notSent.reason());
            case Refused refused -> new Blocked(refused.reason());
            case Late() -> new TimedOut(call.timeout());
            case Lost lost -> new Broken(lost.reason());
            case Oversized oversized -> new TooLarge(oversized.reason());
        };
    }

    private Execution success(
            Reply reply, OutboundCall call, Credentials credentials, Deadline deadline) {
        if (!reply.whole()) {
            return new TooLarge(
                    "Its answer is larger than " + ReplyReader.LARGEST_BODY + " bytes.");
        }
        DeclaredCost cost =
                call.costAt()
                        .map(where -> costs.read(where, reply.headers(), reply.body()))
                        .orElse(new DeclaredCost.Absent("the agent declares no cost"));
        return new Answered(
                reply.status(),
                credentials.blotted(reply.body()),
                reply.header("content-type").orElse(""),
                blotted(reply.headers(), credentials),
                cost,
                deadline.spent());
    }

    private static Map<String, String> blotted(
            Map<String, String> headers, Credentials credentials) {
        return headers.entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, it -> credentials.blotted(it.getValue())));
    }

    private Execution failure(Reply reply, Credentials credentials) {
        var excerpt = credentials.blotted(reply.body());
        if (!retriable(reply.status())) {
            return new Rejected(reply.status(), excerpt);
        }
        var wait = reply.header("retry-after").flatMap(it -> RetryAfter.of(it, clock.instant()));
        return new Failed(reply.status(), excerpt, wait);
    }

    /** 409 too: a destination that keeps idempotency keys says so while the first attempt runs. */
    private static boolean retriable(int status) {
        return status >= 500 || status == 408 || status == 409 || status == 425 || status == 429;
    }
}
