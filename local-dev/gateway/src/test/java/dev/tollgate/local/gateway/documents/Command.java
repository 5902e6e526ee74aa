package dev.tollgate.local.gateway.documents;

import java.util.Map;

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
}
