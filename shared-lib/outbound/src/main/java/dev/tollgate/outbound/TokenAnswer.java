package dev.tollgate.outbound;

import dev.tollgate.domain.outbound.Execution;
import java.time.Instant;

/** What a token endpoint gave. */
sealed interface TokenAnswer {
    /**
     * A bearer token.
     *
     * @param usableUntil a while before it expires, so that it does not on its way
     */
    record Token(String value, Instant usableUntil) implements TokenAnswer {
        @Override
        public String toString() {
            return "Token[value=***, usableUntil=" + usableUntil + "]";
        }
    }

    /** The call ends here, with this. */
    record Nothing(Execution why) implements TokenAnswer {}
}
