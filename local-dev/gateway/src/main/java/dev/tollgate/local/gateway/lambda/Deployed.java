package dev.tollgate.local.gateway.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tollgate.lambda.Environment;
import java.time.Duration;
import java.util.function.Function;

/**
 * A function as it is deployed: its name, its code, what it takes and answers, and how long it may
 * take.
 *
 * @param name of its module, and of the routes' {@code function()}
 * @param timeout after which Lambda cuts an invocation off
 */
public record Deployed<E, R>(
        String name,
        Class<? extends RequestHandler<E, R>> code,
        Class<E> event,
        Class<? super R> answer,
        Duration timeout,
        Function<Environment, RequestHandler<E, R>> build) {
    public Deployed {
        if (!timeout.isPositive() || timeout.toMinutes() > 15) {
            throw new IllegalArgumentException(
                    "Lambda runs a function for up to 15 minutes, not for " + timeout);
        }
    }

    /**
     * As Lambda's configuration names the code, for example {@code a.b.CFunction::handleRequest}.
     */
    String handler() {
        return code.getName() + "::handleRequest";
    }

    /** The name that logs, metrics and contexts give it. */
    String fullName() {
        return "tollgate-" + name;
    }
}
