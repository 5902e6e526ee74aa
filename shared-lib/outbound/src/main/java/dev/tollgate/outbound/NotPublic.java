package dev.tollgate.outbound;

import java.net.UnknownHostException;

/** A name stands for an address the gate may not connect to. */
final class NotPublic extends UnknownHostException {
    /** Does not tell the address: it may be that of a machine the caller should not know of. */
    NotPublic(String host) {
        super(host + " stands for an address that is not public");
    }
}
