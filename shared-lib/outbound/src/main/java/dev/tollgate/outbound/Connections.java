package dev.tollgate.outbound;

import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The pool of connections, every one made by way of {@link GuardedResolver}. */
final class Connections extends PoolingHttpClientConnectionManagerBuilder {
    private static final int MOST = 256;
    private static final int MOST_PER_ROUTE = 64;
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_HEADER_LINE = 8192;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** A frozen function wakes up with connections that its peers have long closed. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private static final Duration CHECKED_AFTER = Duration.ofMillis(100);

    private final Network network;

    private Connections(Network network) {
        this.network = network;
    }

    static PoolingHttpClientConnectionManager over(Network network, boolean loopback) {
        return new Connections(network)
                .setDnsResolver(new GuardedResolver(network.lookup(), loopback))
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(network.tls()))
                .setDefaultTlsConfig(
                        TlsConfig.custom()
                                .setSupportedProtocols(TLS.V_1_3, TLS.V_1_2)
                                .setHandshakeTimeout(Timeout.of(CONNECT_TIMEOUT))
                                .build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                                .setIdleTimeout(Timeout.of(IDLE))
                                .setValidateAfterInactivity(TimeValue.of(CHECKED_AFTER))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(
                                        Http1Config.custom()
                                                .setMaxHeaderCount(MOST_HEADERS)
                                                .setMaxLineLength(LONGEST_HEADER_LINE)
                                                .build())
                                .build())
                .setMaxConnTotal(MOST)
                .setMaxConnPerRoute(MOST_PER_ROUTE)
                .build();
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
            SchemePortResolver ports, DnsResolver resolver, TlsSocketStrategy tls) {
        return new DefaultHttpClientConnectionOperator(
                network.sockets(),
                ports,
                resolver,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(URIScheme.HTTPS.id, tls)
                        .build());
    }
}
