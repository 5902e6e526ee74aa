package dev.tollgate.domain.redaction;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What looks like this and passes a check.
 *
 * @param hint part of every match; a text without it is not looked through. May be empty
 * @param pattern whose group 1 is sensitive, if it has one. Its quantifiers are possessive or
 *     bounded, so that a text is gone through in linear time; with a check all are bounded, since
 *     the search goes on within what fails it
 * @param check of what is sensitive
 */
record Form(Sensitive what, String hint, Pattern pattern, Predicate<String> check)
        implements Detector {
    Form(Sensitive what, String hint, String pattern, Predicate<String> check) {
        this(what, hint, Pattern.compile(pattern), check);
    }

    Form(Sensitive what, String hint, String pattern) {
        this(what, hint, pattern, _ -> true);
    }

    @Override
    public void find(String text, Consumer<Finding> found) {
        if (!text.contains(hint)) {
            return;
        }
        var match = pattern.matcher(text);
        int group = Math.min(match.groupCount(), 1);
        int from = 0;
        while (from <= text.length() && match.find(from)) {
            if (check.test(match.group(group))) {
                found.accept(new Finding(what, match.start(group), match.end(group)));
                from = match.end();
            } else {
                from = match.start() + 1;
            }
        }
    }
}
