package dev.tollgate.platforms;

import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.outbound.Execution;
import java.util.Optional;

/**
 * What came of bringing a message to a platform.
 *
 * @param execution of the last request that was made; {@link Execution.Answered} means that all
 *     were taken
 * @param progress how far it came, for another attempt
 * @param output what the platform made of it, as JSON text; only of one that was answered
 */
public record Sent(Execution execution, Progress progress, Optional<String> output) {
    static Sent failed(Execution execution, Progress progress) {
        return new Sent(execution, progress, Optional.empty());
    }
}
