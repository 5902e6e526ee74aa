package dev.tollgate.queue;

/** A message on the queue that is no order; its text never quotes the message. */
public final class MalformedOrder extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedOrder(String message) {
        super(message);
    }

    MalformedOrder(String message, Throwable cause) {
        super(message, cause);
    }
}
