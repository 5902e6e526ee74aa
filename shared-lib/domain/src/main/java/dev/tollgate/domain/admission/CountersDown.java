package dev.tollgate.domain.admission;

/** The shared counters do not answer. */
public final class CountersDown extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CountersDown(String message) {
        super(message);
    }

    public CountersDown(String message, Throwable cause) {
        super(message, cause);
    }
}
