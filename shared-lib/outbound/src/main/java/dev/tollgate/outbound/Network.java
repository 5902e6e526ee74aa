package dev.tollgate.outbound;

import dev.tollgate.rehearsal.CannedSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * What the machine gives: names, sockets, trusted certificates. A test gives its own, and so does a
 * rehearsal.
 */
record Network(AddressLookup lookup, DetachedSocketFactory sockets, SSLContext tls) {
    private static final byte[] ANSWER =
            """
            HTTP/1.1 200 OK\r
            Content-Type: application/json\r
            Content-Length: 21\r
            \r
            {"reply":"rehearsed"}\
            """
                    .getBytes(StandardCharsets.US_ASCII);

    static Network real() {
        return new Network(
                host -> List.of(InetAddress.getAllByName(host)),
                proxy -> new Socket(),
                SSLContexts.createDefault());
    }

    /**
     * No name is looked up and no socket is opened. The trusted certificates are read, and the
     * first words of a handshake are made: those, too, take time in a fresh JVM.
     */
    static Network rehearsed() {
        var tls = SSLContexts.createDefault();
        greet(tls.createSSLEngine("rehearsal.invalid", 443));
        return new Network(
                host -> {
                    throw new UnknownHostException(host);
                },
                proxy -> new CannedSocket(request -> ANSWER),
                tls);
    }

    private static void greet(SSLEngine engine) {
        engine.setUseClientMode(true);
        var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        try {
            engine.wrap(ByteBuffer.allocate(0), hello);
        } catch (SSLException e) {
            throw new IllegalStateException("TLS does not work here", e);
        }
    }
}
