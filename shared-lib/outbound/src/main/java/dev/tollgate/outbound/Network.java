package dev.tollgate.outbound;

import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.core5.ssl.SSLContexts;

/** What the machine gives: names, sockets, trusted certificates. A test gives its own. */
record Network(AddressLookup lookup, DetachedSocketFactory sockets, SSLContext tls) {
    static Network real() {
        return new Network(
                host -> List.of(InetAddress.getAllByName(host)),
                proxy -> new Socket(),
                SSLContexts.createDefault());
    }
}
