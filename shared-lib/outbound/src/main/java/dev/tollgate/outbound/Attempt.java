package dev.tollgate.outbound;

import dev.tollgate.outbound.Exchange.Late;
import dev.tollgate.outbound.Exchange.Lost;
import dev.tollgate.outbound.Exchange.NotSent;
import dev.tollgate.outbound.Exchange.Oversized;
import dev.tollgate.outbound.Exchange.Refused;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.io.Closer;

/**
 * One request in flight. Whether the destination may have seen anything of it is decided by one
 * compare-and-set: either sending began, or the attempt was given up and can never begin. Guessing
 * it from the kind of exception would sometimes be wrong, and then money would be.
 */
final class Attempt {
    private enum Stage {
        CONNECTING,
        SENDING,
        GIVEN_UP
    }

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.CONNECTING);
    private final HttpUriRequestBase request;
    private final HttpClientContext context;

    Attempt(HttpUriRequestBase request, HttpClientContext context) {
        this.request = request;
        this.context = context;
    }

    /** Called between the connection and the first byte. */
    void begin() throws InterruptedIOException {
        if (!stage.compareAndSet(Stage.CONNECTING, Stage.SENDING)) {
            throw new InterruptedIOException("given up before it was sent");
        }
    }

    /** Stops the attempt wherever it is, and says whether sending had begun. */
    boolean giveUp() {
        var sent = !stage.compareAndSet(Stage.CONNECTING, Stage.GIVEN_UP);
        request.cancel();
        return sent;
    }

    Exchange run(HttpClient client) {
        try {
            var response = client.executeOpen(null, request, context);
            var reply = ReplyReader.read(response);
            leave(response, reply.whole());
            return reply;
        } catch (IOException problem) {
            request.cancel();
            return stage.get() == Stage.SENDING ? afterwards(problem) : before(problem);
        }
    }

    /**
     * A response read whole has given its connection back already. Of any other, closing would read
     * the rest, however long, to save the connection: that is cut first.
     */
    private void leave(ClassicHttpResponse response, boolean whole) {
        if (!whole) {
            request.cancel();
        }
        Closer.closeQuietly(response);
    }

    private static Exchange before(IOException problem) {
        return switch (problem) {
            case NotPublic refused ->
                    new Refused("The host stands for an address that is not public.");
            case UnknownHostException unknown -> new NotSent("Its host name is not known.");
            case SSLException tls ->
                    new NotSent("No TLS connection, or its certificate does not hold.");
            case SocketTimeoutException late -> new NotSent("No connection in time.");
            case ConnectionRequestTimeoutException busy ->
                    new NotSent("Too many calls to it are under way.");
            case ConnectException refused -> new NotSent("It refused the connection.");
            default -> new NotSent("No connection could be made.");
        };
    }

    private static Exchange afterwards(IOException problem) {
        if (problem instanceof SocketTimeoutException) {
            return new Late();
        }
        if (problem instanceof MessageConstraintException
                || problem.getCause() instanceof MessageConstraintException) {
            return new Oversized("The head of its answer is too large.");
        }
        if (problem instanceof NoHttpResponseException) {
            return new Lost("It closed the connection without an answer.");
        }
        return problem.getCause() instanceof ProtocolException
                ? new Lost("Its answer is not HTTP.")
                : new Lost("The connection broke before its answer was whole.");
    }
}
