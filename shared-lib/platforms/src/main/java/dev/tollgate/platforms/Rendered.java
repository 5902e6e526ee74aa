package dev.tollgate.platforms;

/** A message in a platform's format, or why there is none. */
public sealed interface Rendered {
    /** JSON text that sending takes. */
    record Ready(String body) implements Rendered {}

    /**
     * The platform cannot show it.
     *
     * @param why a sentence that says what is accepted
     */
    record Unfit(String why) implements Rendered {}
}
