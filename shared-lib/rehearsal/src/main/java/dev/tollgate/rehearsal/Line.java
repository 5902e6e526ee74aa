package dev.tollgate.rehearsal;

/** What a client is connected to. */
public enum Line {
    /** The server itself. */
    NETWORK,

    /**
     * Nothing but made-up answers in this process: the same client, built and used in the same way,
     * that opens no socket and reads no secret. So its code is loaded and compiled before a
     * snapshot of the function is taken, and the client that is in the snapshot is as new.
     */
    REHEARSAL
}
