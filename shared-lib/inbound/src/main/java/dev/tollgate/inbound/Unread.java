package dev.tollgate.inbound;

/** A verified request is not what the platform's documentation describes. */
final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String where;
    private final String why;

    Unread(String where, String why) {
        super(where + " " + why);
        this.where = where;
        this.why = why;
    }

    Content.Unreadable content() {
        return new Content.Unreadable(where, why);
    }
}
