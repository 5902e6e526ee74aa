package dev.tollgate.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tollgate.domain.redaction.Redactor;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.RedactedJson;

/** What approvers see of a call: its arguments without secrets and personal data. */
final class Shown {
    private static final int LONGEST = 32 * 1024;
    private static final RedactedJson REDACTED = new RedactedJson(Redactor.ALL);

    private Shown() {}

    /** All that the caller sends. */
    static JsonNode arguments(Call call) {
        var arguments = JsonNodeFactory.instance.objectNode();
        if (call.repeats().isPresent()) {
            arguments.set("repeats", Json.parse(call.repeats().get().body()));
        } else {
            arguments.set("input", call.input());
            call.context().ifPresent(context -> arguments.set("context", context));
            call.metadata().ifPresent(metadata -> arguments.set("metadata", metadata));
        }
        return arguments;
    }

    /** JSON text; of a very long call its beginning. */
    static String of(Call call) {
        var text = REDACTED.redact(arguments(call)).toString();
        return text.length() <= LONGEST
                ? text
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("characters", text.length())
                        .put("beginning", text.substring(0, LONGEST))
                        .toString();
    }
}
