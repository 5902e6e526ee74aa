package dev.tollgate.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** What a host name stands for just now. */
@FunctionalInterface
interface AddressLookup {
    List<InetAddress> all(String host) throws UnknownHostException;
}
