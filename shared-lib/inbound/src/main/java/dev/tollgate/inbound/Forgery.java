package dev.tollgate.inbound;

/** Why a request is taken for forged. */
public enum Forgery {
    /** A header that proves where it comes from is not there. */
    UNSIGNED("unsigned"),
    /** Such a header is there and cannot be one that the platform wrote. */
    MALFORMED_SIGNATURE("malformed_signature"),
    /** Signed too long ago, or for a time that has not come. */
    STALE("stale"),
    WRONG_SIGNATURE("wrong_signature"),
    /** Signed by a key that the platform does not publish, or whose keys cannot be had now. */
    UNKNOWN_KEY("unknown_key"),
    /** A token of somebody else's. */
    WRONG_ISSUER("wrong_issuer"),
    /** A token for another bot. */
    WRONG_AUDIENCE("wrong_audience"),
    /** A token whose key does not speak for the channel. */
    WRONG_CHANNEL("wrong_channel"),
    /** A token for another conversation's server. */
    WRONG_SERVICE_URL("wrong_service_url"),
    /** It came before, byte for byte; found by whoever keeps the replay keys. */
    REPLAYED("replayed");

    private final String text;

    Forgery(String text) {
        this.text = text;
    }

    /** For metrics and the audit. */
    public String text() {
        return text;
    }
}
