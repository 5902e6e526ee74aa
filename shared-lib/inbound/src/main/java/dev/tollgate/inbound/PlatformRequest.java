package dev.tollgate.inbound;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A request as it came in, before anything in it is believed. */
public final class PlatformRequest {
    /**
     * The largest body that is looked at. The platforms' own are far below: the longest text that
     * one of them carries is <a
     * href="https://docs.slack.dev/changelog/2018-truncating-really-long-messages">Slack's of
     * 40,000 characters</a>.
     */
    public static final int LARGEST = 256 * 1024;

    private final Map<String, String> headers;
    private final byte[] body;
    private final Instant at;

    /**
     * Refuses a body above {@link #LARGEST} with an {@link IllegalArgumentException}, so that no
     * signature is ever computed over one.
     *
     * @param headers with names in lower case; several of one name joined with commas
     * @param body the very bytes that were sent
     * @param at when it arrived
     */
    public PlatformRequest(Map<String, String> headers, byte[] body, Instant at) {
        if (body.length > LARGEST) {
            throw new IllegalArgumentException(
                    "a body has at most " + LARGEST + " bytes, not " + body.length);
        }
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
        this.at = at;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    byte[] body() {
        return body.clone();
    }

    Instant at() {
        return at;
    }
}
