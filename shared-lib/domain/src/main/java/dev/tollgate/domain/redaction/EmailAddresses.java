package dev.tollgate.domain.redaction;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Addresses of <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2">mailboxes</a>, those
 * with letters of any script among them, without what may be quoted before the {@code @}.
 */
final class EmailAddresses implements Detector {
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[\\p{L}\\p{N}-]{1,63}+\\.){1,8}\\p{L}{2,63}+");

    /** Of the part before the {@code @}; what is longer is no address. */
    private static final int LONGEST = 64;

    @Override
    public Sensitive what() {
        return Sensitive.EMAIL;
    }

    @Override
    public void find(String text, Consumer<Finding> found) {
        var domain = DOMAIN.matcher(text);
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int from = at;
            while (from > 0 && at - from <= LONGEST && isLocal(text.charAt(from - 1))) {
                from--;
            }
            boolean local = from < at && at - from <= LONGEST;
            if (local && domain.region(at + 1, text.length()).lookingAt()) {
                found.accept(new Finding(what(), from, domain.end()));
            }
        }
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "._%+'-".indexOf(c) >= 0;
    }
}
