package dev.tollgate.domain.lineage;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an invocation ended.
 *
 * @param code why it was refused or failed, stable and for programs
 * @param detail the same for people
 * @param upstreamStatus the agent's HTTP status, if it gave one
 * @param output the agent's output as JSON text
 */
public record Outcome(
        Instant at,
        Optional<String> code,
        Optional<String> detail,
        OptionalInt upstreamStatus,
        Optional<String> output) {
    public static Outcome refused(Instant at, String code, String detail) {
        return new Outcome(
                at, Optional.of(code), Optional.of(detail), OptionalInt.empty(), Optional.empty());
    }
}
