package dev.tollgate.domain.lineage;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a call ends after an attempt to carry it out, and what it costs: what the agent declared,
 * else what was held; nothing if the agent cannot have run it. Where it may have run without an
 * answer, it is charged in full, since the agent's side may charge too.
 */
public record Ending(InvocationStatus status, Money cost, Outcome outcome) {
    /**
     * What an attempt comes to.
     *
     * @param output the output as JSON text, if the agent answered
     */
    public static Ending of(Execution execution, Money held, Optional<String> output, Instant at) {
        return switch (execution) {
            case Execution.Answered answered ->
                    new Ending(
                            InvocationStatus.COMPLETED,
                            cost(answered.cost(), held),
                            new Outcome(
                                    at,
                                    Optional.empty(),
                                    Optional.empty(),
                                    OptionalInt.of(answered.status()),
                                    output));
            case Execution.Rejected(var status, var excerpt) ->
                    failed(execution, held, at, "upstream_rejected", answered(status), status);
            case Execution.Failed(var status, var excerpt, var retryAfter) ->
                    failed(execution, held, at, "upstream_failed", answered(status), status);
            case Execution.TimedOut(var after) ->
                    new Ending(
                            InvocationStatus.TIMED_OUT,
                            held,
                            Outcome.refused(
                                    at,
                                    "upstream_timeout",
                                    "The agent did not answer within "
                                            + after.toMillis() / 1000.0
                                            + " s."));
            case Execution.Unreachable(var reason) ->
                    failed(execution, held, at, "upstream_unreachable", reason);
            case Execution.Broken(var reason) ->
                    failed(execution, held, at, "upstream_broke_off", reason);
            case Execution.TooLarge(var reason) ->
                    failed(execution, held, at, "upstream_answer_too_large", reason);
            case Execution.Blocked(var reason) ->
                    failed(execution, held, at, "destination_blocked", reason);
            case Execution.NoToken(var reason, var retriable) ->
                    failed(execution, held, at, "upstream_token_refused", reason);
        };
    }

    private static String answered(int status) {
        return "The agent answered with status " + status + ".";
    }

    private static Money cost(DeclaredCost declared, Money held) {
        return switch (declared) {
            case DeclaredCost.Declared(var cost) -> cost;
            case DeclaredCost.Absent absent -> held;
        };
    }

    private static Ending failed(
            Execution execution, Money held, Instant at, String code, String detail, int status) {
        return new Ending(
                InvocationStatus.FAILED,
                execution.mayHaveRun() ? held : Money.ZERO,
                new Outcome(
                        at,
                        Optional.of(code),
                        Optional.of(detail),
                        OptionalInt.of(status),
                        Optional.empty()));
    }

    private static Ending failed(
            Execution execution, Money held, Instant at, String code, String detail) {
        return new Ending(
                InvocationStatus.FAILED,
                execution.mayHaveRun() ? held : Money.ZERO,
                Outcome.refused(at, code, detail));
    }
}
