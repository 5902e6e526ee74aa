package dev.tollgate.local.gateway.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the commands of a document in Markdown: all of blocks that are fenced as {@code bash},
 * indented blocks that begin with a call, a variable or a new secret, and calls in the midst of a
 * sentence.
 */
final class DocumentedCommands {
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final Pattern FENCE = Pattern.compile(" {0,3}```\\s*(\\S*)\\s*");
    private static final Pattern INDENTED = Pattern.compile("(?: {4}|\\t)\\s*(.*)");
    private static final Pattern BEGINS =
            Pattern.compile("(?:curl |[A-Z_]+=|aws secretsmanager put-secret-value ).*");
    private static final Pattern SPAN = Pattern.compile("`(curl [^`]*)`");

    private enum Place {
        PROSE,
        COMMANDS,
        OTHER_INDENTED,
        FENCED_COMMANDS,
        OTHER_FENCED
    }

    private final List<Command> commands = new ArrayList<>();
    private final StringBuilder unfinished = new StringBuilder();
    private String section = "";
    private Place place = Place.PROSE;

    private DocumentedCommands() {}

    static List<Command> in(String document) {
        var found = new DocumentedCommands();
        document.lines().forEach(found::read);
        found.finish();
        return List.copyOf(found.commands);
    }

    private void read(String line) {
        var fence = FENCE.matcher(line);
        if (fence.matches()) {
            place = fenced() ? Place.PROSE : opened(fence.group(1));
        } else if (place == Place.FENCED_COMMANDS) {
            command(line);
        } else if (place != Place.OTHER_FENCED) {
            unfenced(line);
        }
    }

    private boolean fenced() {
        return place == Place.FENCED_COMMANDS || place == Place.OTHER_FENCED;
    }

    private static Place opened(String language) {
        return language.equals("bash") ? Place.FENCED_COMMANDS : Place.OTHER_FENCED;
    }

    private void unfenced(String line) {
        var indented = INDENTED.matcher(line);
        if (indented.matches()) {
            indented(indented.group(1));
            return;
        }
        finish();
        place = Place.PROSE;
        var heading = HEADING.matcher(line);
        if (heading.matches()) {
            section = heading.group(1);
        }
        SPAN.matcher(line)
                .results()
                .forEach(span -> commands.add(new Command(section, span.group(1))));
    }

    private void indented(String line) {
        if (place == Place.PROSE) {
            place = BEGINS.matcher(line).matches() ? Place.COMMANDS : Place.OTHER_INDENTED;
        }
        if (place == Place.COMMANDS) {
            command(line);
        }
    }

    private void command(String line) {
        if (unfinished.isEmpty() && (line.isBlank() || line.startsWith("#"))) {
            return;
        }
        unfinished.append(line);
        if (goesOn(unfinished)) {
            unfinished.append('\n');
        } else {
            finish();
        }
    }

    private void finish() {
        if (!unfinished.isEmpty()) {
            commands.add(new Command(section, unfinished.toString()));
            unfinished.setLength(0);
        }
    }

    /** Whether a quotation is open, or the end of the line is taken away. */
    private static boolean goesOn(CharSequence text) {
        var quote = '\0';
        for (int i = 0; i < text.length(); i++) {
            var each = text.charAt(i);
            if (each == '\\' && quote != '\'') {
                i++;
                if (i == text.length()) {
                    return true;
                }
            } else if (quote == '\0' && (each == '\'' || each == '"')) {
                quote = each;
            } else if (each == quote) {
                quote = '\0';
            }
        }
        return quote != '\0';
    }
}
