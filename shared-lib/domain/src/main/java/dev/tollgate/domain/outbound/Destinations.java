package dev.tollgate.domain.outbound;

/** The places outside the gate that governed calls go to. */
public interface Destinations {
    /**
     * Sends the call once and waits for what comes of it, never longer than its timeout. Whatever
     * the destination does is an answer; an exception is a fault of the gate.
     */
    Execution execute(OutboundCall call);
}
