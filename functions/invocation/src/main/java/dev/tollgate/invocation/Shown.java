package dev.tollgate.invocation;

import dev.tollgate.lambda.Json;
import java.util.LinkedHashMap;

/** What approvers see of a call. */
final class Shown {
    private static final int LONGEST = 32 * 1024;

    private Shown() {}

    /** JSON text; of a very long call its beginning. */
    static String of(Call call) {
        var arguments = new LinkedHashMap<String, Object>();
        if (call.repeats().isPresent()) {
            arguments.put("repeats", Json.parse(call.repeats().get().body()));
        } else {
            arguments.put("input", call.input());
            call.context().ifPresent(context -> arguments.put("context", context));
            call.metadata().ifPresent(metadata -> arguments.put("metadata", metadata));
        }
        var text = Json.write(arguments);
        if (text.length() <= LONGEST) {
            return text;
        }
        var excerpt = new LinkedHashMap<String, Object>();
        excerpt.put("characters", text.length());
        excerpt.put("beginning", text.substring(0, LONGEST));
        return Json.write(excerpt);
    }
}
