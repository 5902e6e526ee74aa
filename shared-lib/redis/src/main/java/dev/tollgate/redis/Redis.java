package dev.tollgate.redis;

import dev.tollgate.rehearsal.CannedSocket;
import dev.tollgate.rehearsal.Line;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * Where the counters are and how to reach them.
 *
 * @param url {@code redis://} or, with TLS, {@code rediss://[user:password@]host:port[/database]}
 * @param timeout to connect, and for each answer
 * @param connections at most
 * @param patience how long to wait for a free connection
 */
public record Redis(URI url, Duration timeout, int connections, Duration patience) {
    private static final int PORT = 6379;

    public Redis {
        if (url.getHost() == null
                || !("redis".equals(url.getScheme()) || "rediss".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "not a Redis URL; accepted: redis://host:port/0 or rediss://host:port/0");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("at least one connection is needed");
        }
    }

    /**
     * As the administrator guide names it: {@code REDIS_URL}, {@code REDIS_TIMEOUT_SECONDS}, {@code
     * REDIS_MAX_CONNECTIONS} and {@code REDIS_CONNECTION_POOL_TIMEOUT} (seconds), with its values
     * where one is not set. Connections are kept alive always.
     *
     * @param variables finds a variable of the environment, such as {@code environment::find}
     * @throws IllegalStateException that names a malformed variable; never with the URL, which may
     *     hold a password
     */
    public static Redis from(Function<String, Optional<String>> variables) {
        return new RedisVariables(variables).read();
    }

    /** The same server with one connection that gives up after {@code longest}, for health. */
    public Redis probe(Duration longest) {
        return new Redis(url, longest, 1, longest);
    }

    /** Opens no connection before the first command. */
    public RedisClient connect() {
        return connect(Line.NETWORK);
    }

    /** The same, on that line. */
    public RedisClient connect(Line line) {
        var builder = RedisClient.builder().clientConfig(client()).poolConfig(pool());
        return switch (line) {
            case NETWORK ->
                    builder.hostAndPort(
                                    new HostAndPort(
                                            url.getHost(),
                                            url.getPort() < 0 ? PORT : url.getPort()))
                            .build();
            case REHEARSAL ->
                    builder.connectionProvider(
                                    new PooledConnectionProvider(
                                            new ConnectionFactory(
                                                    () -> new CannedSocket(new RehearsedRedis()),
                                                    client()),
                                            pool()))
                            .build();
        };
    }

    private ConnectionPoolConfig pool() {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setMinIdle(0);
        pool.setMaxWait(patience);
        pool.setJmxEnabled(false);
        pool.setTestWhileIdle(false);
        return pool;
    }

    private JedisClientConfig client() {
        var client =
                DefaultJedisClientConfig.builder()
                        .timeoutMillis(Math.toIntExact(timeout.toMillis()))
                        .database(database());
        if ("rediss".equals(url.getScheme())) {
            client.sslOptions(SslOptions.defaults());
        }
        userInfo(0).filter(user -> !user.isEmpty()).ifPresent(client::user);
        userInfo(1).ifPresent(client::password);
        return client.build();
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "Redis[" + url.getScheme() + "://" + url.getHost() + ":" + url.getPort() + "]";
    }

    private int database() {
        var path = Optional.ofNullable(url.getPath()).orElse("").replaceFirst("^/", "");
        return path.isEmpty() ? 0 : Integer.parseInt(path);
    }

    private Optional<String> userInfo(int part) {
        return Optional.ofNullable(url.getUserInfo())
                .map(info -> info.split(":", 2))
                .filter(parts -> parts.length > part)
                .map(parts -> parts[part]);
    }
}
