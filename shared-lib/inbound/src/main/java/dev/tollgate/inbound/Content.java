package dev.tollgate.inbound;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a verified request says. */
public sealed interface Content {
    /**
     * The platform sent what its documentation does not describe.
     *
     * @param where JSON pointer or name of a form field; empty for the whole body
     * @param why a sentence's second half: "is missing."
     */
    record Unreadable(String where, String why) implements Content {}

    /** The platform asks whether somebody is here, or for what is answered without a thought. */
    record Handshake(Reply reply) implements Content {}

    /** Nothing to do, such as a message of a bot. */
    record Ignored(String why, Reply reply) implements Content {}

    /** Something that a person asks for and is told about. */
    sealed interface Asked extends Content {
        /**
         * The same whenever the platform tells of the same event, and no other event's; at most 64
         * characters.
         */
        String eventId();

        Person person();

        /** What a later answer needs, with the names that the delivery of replies knows. */
        Map<String, String> replyTo();
    }

    /**
     * A command or a message to the gate's bot.
     *
     * @param name of the command, with its subcommands, without a slash; none for a message
     * @param text what the person wrote, in the order it was written
     * @param options named values of a structured command: String, Boolean or BigDecimal
     */
    record Command(
            String eventId,
            Person person,
            Optional<String> name,
            String text,
            Map<String, Object> options,
            Map<String, String> replyTo)
            implements Asked {
        public Command {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
            replyTo = Map.copyOf(replyTo);
        }
    }

    /**
     * The answer to a message that asked for approval: a button, or words that say the same.
     *
     * @param approval {@code apr_…}
     */
    record Decision(
            String eventId,
            Person person,
            String approval,
            Verdict verdict,
            Optional<String> reason,
            Map<String, String> replyTo)
            implements Asked {
        private static final Pattern APPROVAL = Pattern.compile("apr_[0-9a-z]{26}");

        public Decision {
            if (!APPROVAL.matcher(approval).matches()) {
                throw new IllegalArgumentException("not the id of an approval: " + approval);
            }
            replyTo = Map.copyOf(replyTo);
        }
    }

    enum Verdict {
        APPROVE,
        REJECT
    }
}
