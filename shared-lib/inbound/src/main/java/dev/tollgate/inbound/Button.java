package dev.tollgate.inbound;

import dev.tollgate.inbound.Content.Verdict;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of the buttons under a message that asks for approval: {@code tollgate:approve:apr_…}
 * and {@code tollgate:reject:apr_…}. They fit the platforms' narrowest field, <a
 * href="https://core.telegram.org/bots/api#inlinekeyboardbutton">Telegram's callback_data of 64
 * bytes</a>.
 */
record Button(Verdict verdict, String approval) {
    private static final Pattern NAME =
            Pattern.compile("tollgate:(approve|reject):(apr_[0-9a-z]{26})");

    /** Empty for a button that is not one of these. */
    static Optional<Button> of(String name) {
        var match = NAME.matcher(name);
        return match.matches()
                ? Optional.of(
                        new Button(
                                match.group(1).equals("approve") ? Verdict.APPROVE : Verdict.REJECT,
                                match.group(2)))
                : Optional.empty();
    }
}
