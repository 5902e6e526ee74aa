package dev.tollgate.domain.lineage;

import dev.tollgate.domain.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which invocations to list.
 *
 * @param since the first instant
 * @param until the first instant that is too late
 */
public record LineageQuery(
        Optional<AgentId> agent,
        Optional<InvocationStatus> status,
        Optional<String> userEmail,
        Optional<Instant> since,
        Optional<Instant> until) {
    public static final LineageQuery ALL =
            new LineageQuery(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
