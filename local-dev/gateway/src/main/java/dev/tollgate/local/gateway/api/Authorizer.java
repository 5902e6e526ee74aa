package dev.tollgate.local.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Lambda authorizer of type REQUEST with simple responses, whose identity source is the
 * Authorization header. Without one the caller is refused and the function is not asked. An answer
 * is remembered by the identity, for all routes, as long as {@code remembered} says; failures are
 * not. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
 * authorizers for HTTP APIs</a>.
 */
final class Authorizer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_REMEMBERED = 10_000;

    private final Lambda function;
    private final Duration remembered;
    private final InstantSource clock;
    private final Map<String, Remembered> answers = new ConcurrentHashMap<>();

    /** {@code remembered} may be zero: then every request is asked for. */
    Authorizer(Lambda function, Duration remembered, InstantSource clock) {
        this.function = function;
        this.remembered = remembered;
        this.clock = clock;
    }

    sealed interface Verdict {
        /** {@code context} goes to the function. */
        record Passed(JsonNode context) implements Verdict {}

        record Refused(Refusal refusal) implements Verdict {}
    }

    private record Remembered(Verdict verdict, Instant until) {}

    Verdict ask(Event event) {
        var identity = event.request().header(Event.IDENTITY_SOURCE);
        if (identity.isEmpty()) {
            return new Verdict.Refused(Refusal.UNAUTHORIZED);
        }
        var known = answers.get(identity.get());
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.verdict();
        }
        return switch (function.invoke(event.forAuthorizer(identity.get()))) {
            case Invoked.Answered answered -> remember(identity.get(), answered.payload());
            case Invoked.Failed _, Invoked.TimedOut _, Invoked.Throttled _ ->
                    new Verdict.Refused(Refusal.INTERNAL);
        };
    }

    private Verdict remember(String identity, Bytes payload) {
        var verdict = read(payload);
        if (verdict.isEmpty()) {
            return new Verdict.Refused(Refusal.INTERNAL);
        }
        if (remembered.isPositive()) {
            if (answers.size() >= MOST_REMEMBERED) {
                answers.clear();
            }
            answers.put(identity, new Remembered(verdict.get(), clock.instant().plus(remembered)));
        }
        return verdict.get();
    }

    private static Optional<Verdict> read(Bytes payload) {
        try {
            var answer = JSON.readTree(payload.array());
            if (!answer.path("isAuthorized").isBoolean()) {
                return Optional.empty();
            }
            var context = answer.path("context");
            return Optional.of(
                    answer.path("isAuthorized").asBoolean()
                            ? new Verdict.Passed(
                                    context.isObject() ? context : JSON.createObjectNode())
                            : new Verdict.Refused(Refusal.FORBIDDEN));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
