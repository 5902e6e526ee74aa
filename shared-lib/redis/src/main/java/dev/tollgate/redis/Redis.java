package dev.tollgate.redis;

import dev.tollgate.rehearsal.CannedSocket;
import dev.tollgate.rehearsal.Line;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * Where the counters are and how to reach them.
 *
 * @param url {@code redis://} or, with TLS, {@code rediss://[user:password@]host:port[/database]}
 * @param timeout to connect, and for each answer
 * @param connections at most
 * @param patience how long to wait for a free connection
 * @param iam who connects, where IAM says who may; empty for the user and password of the URL
 */
public record Redis(
        URI url, Duration timeout, int connections, Duration patience, Optional<IamUser> iam) {
    private static final int PORT = 6379;
    private static final String TLS = "rediss";

    public Redis {
        if (url.getHost() == null
                || !("redis".equals(url.getScheme()) || TLS.equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "not a Redis URL; accepted: redis://host:port/0 or rediss://host:port/0");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("at least one connection is needed");
        }
        if (iam.isPresent() && (!TLS.equals(url.getScheme()) || url.getUserInfo() != null)) {
            throw new IllegalArgumentException(
                    "with IAM a Redis URL is rediss:// without user and password");
        }
    }

    public Redis(URI url, Duration timeout, int connections, Duration patience) {
        this(url, timeout, connections, patience, Optional.empty());
    }

    /**
     * As the administrator guide names it: {@code REDIS_URL}, {@code REDIS_TIMEOUT_SECONDS}, {@code
     * REDIS_MAX_CONNECTIONS} and {@code REDIS_CONNECTION_POOL_TIMEOUT} (seconds), with its values
     * where one is not set. Connections are kept alive always. With {@code REDIS_AUTH=iam} also
     * {@code REDIS_IAM_USER}, {@code REDIS_IAM_CACHE} and {@code REDIS_IAM_SERVERLESS}.
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
        return new Redis(url, longest, 1, longest, iam);
    }

    /** Opens no connection, and asks for no credentials, before the first command. */
    public RedisClient connect() {
        return connect(Line.NETWORK);
    }

    /** The same, on that line. */
    public RedisClient connect(Line line) {
        return switch (line) {
            case NETWORK -> connect(this::signIn);
            case REHEARSAL ->
                    RedisClient.builder()
                            .clientConfig(client(_ -> {}))
                            .poolConfig(pool())
                            .connectionProvider(
                                    new PooledConnectionProvider(
                                            new ConnectionFactory(
                                                    () -> new CannedSocket(new RehearsedRedis()),
                                                    client(_ -> {})),
                                            pool()))
                            .build();
        };
    }

    /** With another way to sign in; tests have no TLS. */
    RedisClient connect(Consumer<DefaultJedisClientConfig.Builder> signIn) {
        return RedisClient.builder()
                .hostAndPort(
                        new HostAndPort(url.getHost(), url.getPort() < 0 ? PORT : url.getPort()))
                .clientConfig(client(signIn))
                .poolConfig(pool())
                .build();
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

    private JedisClientConfig client(Consumer<DefaultJedisClientConfig.Builder> signIn) {
        var client =
                DefaultJedisClientConfig.builder()
                        // Without one, Jedis connects at once to find out which the server speaks.
                        .protocol(RedisProtocol.RESP3)
                        .timeoutMillis(Math.toIntExact(timeout.toMillis()))
                        .database(database());
        if (TLS.equals(url.getScheme())) {
            client.sslOptions(SslOptions.defaults());
        }
        signIn.accept(client);
        return client.build();
    }

    private void signIn(DefaultJedisClientConfig.Builder client) {
        iam.map(IamTokens::ofProcess).ifPresent(client::credentialsProvider);
        userInfo(0).filter(user -> !user.isEmpty()).ifPresent(client::user);
        userInfo(1).ifPresent(client::password);
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
