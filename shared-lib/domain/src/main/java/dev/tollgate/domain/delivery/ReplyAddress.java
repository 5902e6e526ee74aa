package dev.tollgate.domain.delivery;

import dev.tollgate.domain.AgentId;
import java.util.Map;

/**
 * Where the one who gave a command on a platform is answered. Some platforms make it a capability
 * that whoever has it may use, so it is never shown.
 *
 * @param through the agent that the command came in by
 * @param fields as the platform names them: {@code response_url} of Slack; {@code application_id}
 *     and {@code token} of Discord; {@code chat_id}, {@code message_id} and {@code
 *     message_thread_id} of Telegram; none of Teams
 */
public record ReplyAddress(AgentId through, Map<String, String> fields) {
    private static final int MOST = 8;
    private static final int LONGEST = 1024;

    public ReplyAddress {
        fields = Map.copyOf(fields);
        if (fields.size() > MOST
                || fields.values().stream().anyMatch(value -> value.length() > LONGEST)) {
            throw new IllegalArgumentException(
                    "at most " + MOST + " fields of at most " + LONGEST + " characters");
        }
    }

    @Override
    public String toString() {
        return "ReplyAddress[through=" + through + ", " + fields.keySet() + "]";
    }
}
