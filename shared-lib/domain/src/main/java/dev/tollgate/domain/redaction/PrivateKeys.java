package dev.tollgate.domain.redaction;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Private keys in <a href="https://www.rfc-editor.org/rfc/rfc7468#section-10">PEM</a>, whatever
 * their algorithm, and in <a href="https://www.rfc-editor.org/rfc/rfc9580#section-6.2.1">ASCII
 * Armor</a>. One that was cut off goes to the end of the text.
 */
final class PrivateKeys implements Detector {
    private static final Pattern BEGIN =
            Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----");
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    @Override
    public Sensitive what() {
        return Sensitive.SECRET;
    }

    @Override
    public void find(String text, Consumer<Finding> found) {
        if (!text.contains("PRIVATE KEY")) {
            return;
        }
        var begin = BEGIN.matcher(text);
        int from = 0;
        while (from < text.length() && begin.find(from)) {
            from = end(text, begin.end());
            found.accept(new Finding(what(), begin.start(), from));
        }
    }

    private static int end(String text, int from) {
        int end = text.indexOf(END, from);
        int dashes = end < 0 ? -1 : text.indexOf(DASHES, end + END.length());
        return dashes < 0 ? text.length() : dashes + DASHES.length();
    }
}
