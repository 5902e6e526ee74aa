package dev.tollgate.outbound;

import dev.tollgate.domain.outbound.OutboundCall.Method;
import dev.tollgate.outbound.Exchange.Late;
import dev.tollgate.outbound.Exchange.Lost;
import dev.tollgate.outbound.Exchange.NotSent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one request and answers by its deadline. The HTTP client knows timeouts per read only,
 * which a destination that drips a byte at a time never meets; so the exchange runs on a virtual
 * thread of its own, and the caller leaves it, and closes its socket, when the time is up.
 */
final class Transport implements AutoCloseable {
    private static final String ATTEMPT = "dev.tollgate.attempt";

    /** Ends a thread that somehow outlived the closing of its socket. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final CloseableHttpClient client;

    Transport(Network network, boolean loopback) {
        client =
                HttpClientBuilder.create()
                        .setConnectionManager(Connections.over(network, loopback))
                        .addExecInterceptorAfter(
                                ChainElement.CONNECT.name(), "begin", Transport::begin)
                        .setUserTokenHandler(
                                (route, context) -> HttpClientContext.cast(context).getUserToken())
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .disableDefaultUserAgent()
                        .build();
    }

    private static ClassicHttpResponse begin(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.clientContext.getAttribute(ATTEMPT) instanceof Attempt attempt) {
            attempt.begin();
        }
        return chain.proceed(request, scope);
    }

    Exchange send(Outgoing request, Deadline deadline) {
        var left = deadline.left();
        if (left.isZero()) {
            return new NotSent("No time was left to send it.");
        }
        var attempt = attempt(request, left.plus(GRACE));
        var task = new FutureTask<>(() -> attempt.run(client));
        Thread.ofVirtual().name("outbound").start(task);
        try {
            return task.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return attempt.giveUp() ? new Late() : new NotSent("No connection in time.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return attempt.giveUp()
                    ? new Lost("The gate stopped waiting for its answer.")
                    : new NotSent("The gate stopped waiting for a connection.");
        } catch (ExecutionException fault) {
            throw new IllegalStateException("the exchange failed", fault.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private static Attempt attempt(Outgoing request, Duration longest) {
        var message = new HttpUriRequestBase(request.method().name(), request.url());
        message.setConfig(
                RequestConfig.custom()
                        .setAuthenticationEnabled(false)
                        .setRedirectsEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .setConnectionRequestTimeout(Timeout.of(longest))
                        .setResponseTimeout(Timeout.of(longest))
                        .build());
        request.headers().forEach(message::setHeader);
        if (request.method() != Method.GET) {
            message.setEntity(
                    new StringEntity(
                            request.body(),
                            ContentType.create(request.contentType(), StandardCharsets.UTF_8)));
        }
        var context = HttpClientContext.create();
        var attempt = new Attempt(message, context);
        context.setUserToken(request.pool());
        context.setAttribute(ATTEMPT, attempt);
        return attempt;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
