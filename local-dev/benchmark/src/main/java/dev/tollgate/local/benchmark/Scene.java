package dev.tollgate.local.benchmark;

import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Sandbox;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A request to a function, and how its real answer is told from any other.
 *
 * @param event a new one for each time
 * @param real says of the answer's text whether the function did its work
 */
record Scene(LambdaFunction function, Supplier<String> event, Predicate<String> real) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void play(Sandbox sandbox) throws InterruptedException {
        var outcome = sandbox.invoke(Bytes.utf8(event.get()), PATIENCE);
        if (!(outcome instanceof Invoked.Answered(var payload)) || !real.test(payload.text())) {
            throw new IllegalStateException(function + " gave no real answer: " + text(outcome));
        }
    }

    private static String text(Invoked outcome) {
        return outcome instanceof Invoked.Answered(var payload)
                ? payload.text()
                : outcome.toString();
    }
}
