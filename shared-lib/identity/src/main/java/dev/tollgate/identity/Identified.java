package dev.tollgate.identity;

import dev.tollgate.domain.identity.Principal;

/** What came of looking at a credential. */
public sealed interface Identified {
    record Known(Principal principal) implements Identified {}

    record Refused(Reason reason) implements Identified {}

    /** Little is said on purpose: an unknown key and a wrong secret are the same to the caller. */
    enum Reason {
        MALFORMED("malformed"),
        UNKNOWN("not known"),
        EXPIRED("expired"),
        REVOKED("revoked");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** Fits "The credential is …". */
        public String text() {
            return text;
        }
    }
}
