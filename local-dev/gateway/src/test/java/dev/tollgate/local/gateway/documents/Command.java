package dev.tollgate.local.gateway.documents;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a reader may paste into a shell.
 *
 * @param section the heading that it stands under
 */
record Command(String section, String text) {
    /** With what the reader is to put in the place of a placeholder. */
    Command with(Map<String, String> placeholders) {
        var filled = text;
        for (var placeholder : placeholders.entrySet()) {
            filled = filled.replace(placeholder.getKey(), placeholder.getValue());
        }
        return new Command(section, filled);
    }

    /** The same; only what is in it is asked for. */
    Command filled(Map<String, Supplier<String>> placeholders) {
        var known = new HashMap<String, String>();
        placeholders.forEach((placeholder, value) -> {
            if (text.contains(placeholder)) {
                known.put(placeholder, value.get());
            }
        });
        return with(known);
    }
}
