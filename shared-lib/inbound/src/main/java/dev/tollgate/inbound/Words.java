package dev.tollgate.inbound;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that comes from people and goes to people. */
final class Words {
    /** What a person reads while the answer is made. */
    static final String TAKEN = "Taken. The answer follows.";

    private Words() {}

    /** Strictly UTF-8. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Unread("", "is not UTF-8.");
        }
    }

    /** At most that many UTF-16 units, with an ellipsis for what is missing, no character torn. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                + "…";
    }
}
