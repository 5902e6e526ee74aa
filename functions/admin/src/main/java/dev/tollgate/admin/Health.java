package dev.tollgate.admin;

import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Request;
import java.util.Map;

/** Whether the gate is up. */
final class Health {
    Answer alive(Request request) {
        return Answer.ok(Map.of("status", "ok"));
    }
}
