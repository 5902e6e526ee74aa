package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.testing.SetClock;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

/**
 * The tokens by themselves, and as passwords of a real redis-server: which takes, as ElastiCache
 * does, none but the one that holds now.
 */
final class IamTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String KEY_ID = "AKIDEXAMPLE";
    private static final String KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String SESSION = "IQoJb3JpZ2luX2VjE+/=~ 1*";
    private static final Region REGION = Region.of("eu-central-1");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SetClock clock = new SetClock(NOW);
    private final AtomicReference<AwsCredentials> credentials =
            new AtomicReference<>(AwsBasicCredentials.create(KEY_ID, KEY));
    private final AtomicInteger asked = new AtomicInteger();
    private final IamTokens tokens = tokens(new IamUser("gate", "tollgate-cache", false));
    private final RedisClient server = client(RedisServer.shared().endpoint()).connect();

    @AfterEach
    void removeTheUser() {
        run(server, Protocol.Command.ACL, "DELUSER", "gate");
        server.close();
    }

    @Test
    void areTheSignedAddressOfARequestToConnect() {
        var expected =
                new Sigv4("eu-central-1", "elasticache", NOW)
                        .sign(
                                "tollgate-cache",
                                Map.of("Action", "connect", "User", "gate"),
                                KEY_ID,
                                KEY,
                                900);

        assertThat(tokens.get().getUser()).isEqualTo("gate");
        assertThat(token(tokens)).startsWith("tollgate-cache/?Action=connect&User=gate&");
        assertThat(query(token(tokens))).isEqualTo(expected);
    }

    @Test
    void sayThatACacheIsServerlessAndWhoseSessionItIs() {
        credentials.set(AwsSessionCredentials.create(KEY_ID, KEY, SESSION));
        var serverless = tokens(new IamUser("gate", "tollgate-cache", true));
        var expected =
                new Sigv4("eu-central-1", "elasticache", NOW)
                        .sign(
                                "tollgate-cache",
                                Map.of(
                                        "Action", "connect",
                                        "User", "gate",
                                        "ResourceType", "ServerlessCache",
                                        "X-Amz-Security-Token", SESSION),
                                KEY_ID,
                                KEY,
                                900);

        assertThat(query(token(serverless))).isEqualTo(expected);
    }

    @Test
    void openConnectionsToAServerThatKnowsTheUser() {
        let(token(tokens));
        try (var client = signedIn()) {
            assertThat(client.ping()).isEqualTo("PONG");
            assertThat(run(client, Protocol.Command.ACL, "WHOAMI"))
                    .isEqualTo("gate".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void areMadeAnewForEachConnectionWithTheCredentialsOfThatTime() {
        let(token(tokens));
        try (var client = signedIn()) {
            client.ping();
            int before = asked.get();
            client.ping();
            assertThat(asked).hasValue(before);

            // A quarter of an hour later the function has other credentials, the token of then is
            // no password any more, and the connection is lost.
            clock.set(NOW.plus(Duration.ofMinutes(16)));
            credentials.set(AwsSessionCredentials.create("ASIAOTHER", "other", SESSION));
            let(token(tokens));
            run(server, Protocol.Command.CLIENT, "KILL", "USER", "gate");

            assertThat(pingedAgain(client)).isEqualTo("PONG");
        }
    }

    @Test
    void areRefusedOnceTheServerTakesAnother() {
        let(token(tokens));
        clock.set(NOW.plus(Duration.ofMinutes(16)));
        try (var client = signedIn()) {
            assertThatThrownBy(client::ping).isInstanceOf(JedisAccessControlException.class);
        }
    }

    @Test
    void areNotAskedForBeforeTheFirstCommand() {
        signedIn().close();
        var elsewhere =
                new Redis(
                        URI.create("rediss://cache.invalid:6379"),
                        SECOND,
                        1,
                        SECOND,
                        Optional.of(new IamUser("gate", "tollgate-cache", true)));

        elsewhere.connect().close();

        assertThat(asked).hasValue(0);
    }

    @Test
    void areSignedAsTheProcessIs() {
        var process =
                Map.of(
                        "aws.region", "eu-west-1",
                        "aws.accessKeyId", "AKIDPROCESS",
                        "aws.secretAccessKey", KEY);
        process.forEach(System::setProperty);
        try {
            var token = token(IamTokens.ofProcess(new IamUser("gate", "tollgate-cache", false)));

            assertThat(query(token).get("X-Amz-Credential"))
                    .matches("AKIDPROCESS/\\d{8}/eu-west-1/elasticache/aws4_request");
        } finally {
            process.keySet().forEach(System::clearProperty);
        }
    }

    private IamTokens tokens(IamUser user) {
        return new IamTokens(
                user,
                () -> REGION,
                () -> {
                    asked.incrementAndGet();
                    return credentials.get();
                },
                clock);
    }

    /** Makes that the one password of the user. */
    private void let(String token) {
        run(
                server,
                Protocol.Command.ACL,
                "SETUSER",
                "gate",
                "on",
                "resetpass",
                ">" + token,
                "~*",
                "+@all");
    }

    private static Object run(RedisClient client, Protocol.Command command, String... arguments) {
        return client.executeCommand(
                new CommandArguments(command).addObjects((Object[]) arguments));
    }

    private RedisClient signedIn() {
        return client(RedisServer.shared().endpoint())
                .connect(client -> client.credentialsProvider(tokens));
    }

    /** The first call after a connection is lost may be the one that finds out. */
    private static String pingedAgain(RedisClient client) {
        try {
            return client.ping();
        } catch (JedisConnectionException lost) {
            return client.ping();
        }
    }

    private static Redis client(URI server) {
        return new Redis(server, SECOND, 1, SECOND);
    }

    private static String token(IamTokens tokens) {
        return String.valueOf(tokens.get().getPassword());
    }

    private static Map<String, String> query(String token) {
        return Arrays.stream(token.substring(token.indexOf('?') + 1).split("&"))
                .map(field -> field.split("=", 2))
                .collect(
                        Collectors.toMap(
                                field -> field[0],
                                field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                                (one, _) -> one,
                                TreeMap::new));
    }
}
