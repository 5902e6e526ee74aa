package dev.tollgate.local.gateway.lambda;

/** What came of one synchronous invocation of a function. */
public sealed interface Invoked {
    /** The function's answer, as JSON. */
    record Answered(Bytes payload) implements Invoked {}

    /**
     * The function threw, could not start, or answered with more than Lambda takes.
     *
     * @param type as Lambda names it, for example {@code java.lang.IllegalStateException}
     */
    record Failed(String type, String message) implements Invoked {}

    /** The function took longer than it may; what it still does is cut off. */
    record TimedOut() implements Invoked {}

    /** All the function's places are taken; on AWS the concurrency limit answers so. */
    record Throttled() implements Invoked {}
}
