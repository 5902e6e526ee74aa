package dev.tollgate.inbound;

import java.util.Optional;

/**
 * Who wrote, as the platform knows them.
 *
 * @param id the platform's own, which does not change with the name
 * @param session the conversation that it was said in
 */
public record Person(String id, Optional<String> name, Optional<String> session) {
    private static final int LONGEST = 256;

    /** What is too long to be kept of a name is cut; an id or a session is whole or nothing. */
    public Person {
        if (id.isBlank() || id.length() > LONGEST) {
            throw new IllegalArgumentException("an id of 1 to " + LONGEST + " characters");
        }
        name = name.filter(text -> !text.isBlank()).map(text -> Words.cut(text, LONGEST));
        session = session.filter(text -> !text.isBlank() && text.length() <= LONGEST);
    }

    /** {@code where} the id stands, for what says that it is none. */
    static Person read(String where, String id, Optional<String> name, Optional<String> session) {
        try {
            return new Person(id, name, session);
        } catch (IllegalArgumentException e) {
            throw new Unread(where, "is not " + e.getMessage() + ".");
        }
    }
}
