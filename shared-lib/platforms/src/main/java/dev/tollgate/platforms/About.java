package dev.tollgate.platforms;

import dev.tollgate.domain.Money;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What a message says of the call that it is about.
 *
 * @param agent the name of the agent
 * @param askedBy the person on whose behalf, or else who called
 * @param cost what it cost, once that is known
 * @param took from the request to its end, once it is over
 * @param link to the record of the call
 */
public record About(
        String agent,
        String askedBy,
        Optional<Money> cost,
        Optional<Duration> took,
        Optional<URI> link) {}
