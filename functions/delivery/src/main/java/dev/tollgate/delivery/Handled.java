package dev.tollgate.delivery;

/** What came of an order. */
sealed interface Handled {
    /** Nothing is left to do for it; the queue may forget it. */
    record Done(String what) implements Handled {}

    /** The queue hands it out again later. */
    record LeftOnQueue(String why) implements Handled {}
}
