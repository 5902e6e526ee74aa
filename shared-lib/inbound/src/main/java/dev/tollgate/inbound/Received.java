package dev.tollgate.inbound;

import java.util.Optional;

/** What came of verifying a request. */
public sealed interface Received {
    /** Not shown to come from the platform; nothing in it was read. */
    record Forged(Forgery why) implements Received {}

    /**
     * From the platform.
     *
     * @param replayKey SHA-256 in hex of the bytes and the time that the platform signed: the same
     *     for a request sent again as it was, another for the platform's own second try. Empty
     *     where the platform signs no time; there the event's id must do
     */
    record Verified(Optional<String> replayKey, Content content) implements Received {}
}
