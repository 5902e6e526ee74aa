package dev.tollgate.domain.delivery;

import dev.tollgate.domain.OrganisationId;
import java.time.Duration;
import java.time.Instant;

/**
 * Which destinations are dead, so that they are not tried in vain. A destination is an agent or a
 * subscription of an organisation, by its id.
 */
public interface Circuits {
    /** {@link Circuit#healthy} for a destination that nothing is known of. */
    Circuit find(OrganisationId organisation, String destination);

    /**
     * Asks before an attempt. Once an open circuit's time is over, one of all who ask gets the
     * probe; so does the next after a probe of which nothing was told in its time.
     *
     * @param probe how long the others wait for what comes of it; longer than any attempt can last
     */
    Passage pass(OrganisationId organisation, String destination, Instant now, Duration probe);

    /**
     * Counts an attempt against a destination that gave no answer, or one that says that it is not
     * well; not one that refused this message.
     *
     * @param error free of secrets; the beginning of it is kept
     * @return the circuit as it is now. It opened just now if its outage is since {@code at}
     */
    Circuit failed(OrganisationId organisation, String destination, Instant at, String error);

    /** Closes the circuit. Where nothing was known against the destination, nothing is written. */
    Circuit succeeded(OrganisationId organisation, String destination, Instant at);

    /** What came of asking. */
    sealed interface Passage {
        /** The circuit is closed. */
        record Through() implements Passage {}

        /** The caller alone tries, and tells what came of it. */
        record Probe(Circuit.Outage outage) implements Passage {}

        /** Not before then; ask again. */
        record Blocked(Circuit.Outage outage, Instant until) implements Passage {}
    }
}
