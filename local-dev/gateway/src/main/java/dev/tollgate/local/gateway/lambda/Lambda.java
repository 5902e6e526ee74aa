package dev.tollgate.local.gateway.lambda;

/** One function, ready to be invoked by many callers at once. */
public interface Lambda extends AutoCloseable {
    /**
     * The most bytes of an event or of an answer; see <a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
     * quotas</a>: 6 MB each for synchronous invocations.
     */
    int LARGEST_PAYLOAD = 6 * 1024 * 1024;

    /** Invokes the function with the event, JSON of at most {@link #LARGEST_PAYLOAD} bytes. */
    Invoked invoke(Bytes event);

    /** How many events it takes at once; more are throttled after a while. */
    default int places() {
        return Integer.MAX_VALUE;
    }

    @Override
    void close();
}
