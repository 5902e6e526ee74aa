package dev.tollgate.domain.redaction;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What looks like this and passes a check.
 *
 * @param starts where it may begin
 * @param pattern whose group 1 is sensitive, if it has one. Its quantifiers are possessive or
 *     bounded, and what is not bounded runs over no second start, so that a text is gone through in
 *     linear time
 * @param check of what is sensitive
 */
record Form(Sensitive what, Starts starts, Pattern pattern, Predicate<String> check)
        implements Detector {
    Form(Sensitive what, Starts starts, String pattern, Predicate<String> check) {
        this(what, starts, Pattern.compile(pattern), check);
    }

    Form(Sensitive what, Starts starts, String pattern) {
        this(what, starts, pattern, _ -> true);
    }

    @Override
    public void find(String text, Consumer<Finding> found) {
        var match = pattern.matcher(text).useTransparentBounds(true);
        int at = starts.next(text, 0);
        while (at >= 0) {
            match.region(at, text.length());
            int from = at + 1;
            if (match.lookingAt()) {
                int group = Math.min(match.groupCount(), 1);
                if (check.test(match.group(group))) {
                    found.accept(new Finding(what, match.start(group), match.end(group)));
                    from = match.end();
                }
            }
            at = starts.next(text, from);
        }
    }
}
