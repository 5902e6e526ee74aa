package dev.tollgate.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Passwords for {@link IamUser}: each is a new <a
 * href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html#auth-iam-Connecting">token</a>,
 * the signed address of a request to connect, which nobody sends. Jedis asks for one for each new
 * connection; it holds for 15 minutes, the connection for twelve hours, after which ElastiCache
 * ends it and the pool makes another.
 *
 * <p>To sign takes no network. The credentials are asked for each time, since those of a function
 * change: the SDK finds them in the environment, or under SnapStart in the endpoint that Lambda has
 * <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html#snapstart-credentials">beside
 * the function</a>, and keeps those until they are about to expire.
 */
final class IamTokens implements Supplier<RedisCredentials> {
    private static final String SERVICE = "elasticache";
    private static final String SCHEME = "https";
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final IamUser user;
    private final AwsRegionProvider region;
    private final AwsCredentialsProvider credentials;
    private final InstantSource clock;

    IamTokens(
            IamUser user,
            AwsRegionProvider region,
            AwsCredentialsProvider credentials,
            InstantSource clock) {
        this.user = user;
        this.region = region;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** With the region and the credentials of the process. Reads neither yet. */
    static IamTokens ofProcess(IamUser user) {
        return new IamTokens(
                user,
                DefaultAwsRegionProviderChain.builder().build(),
                DefaultCredentialsProvider.builder().build(),
                InstantSource.system());
    }

    @Override
    public RedisCredentials get() {
        return new DefaultRedisCredentials(user.name(), token());
    }

    private String token() {
        var signed =
                signer.sign(connect ->
                        connect.identity(credentials.resolveCredentials())
                                .request(request())
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                                .putProperty(AwsV4HttpSigner.REGION_NAME, region.getRegion().id())
                                .putProperty(
                                        AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, LIFE)
                                .putProperty(
                                        HttpSigner.SIGNING_CLOCK,
                                        Clock.fixed(clock.instant(), ZoneOffset.UTC)));
        return signed.request().getUri().toString().substring((SCHEME + "://").length());
    }

    private SdkHttpRequest request() {
        var request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.GET)
                        .protocol(SCHEME)
                        .host(user.cache())
                        .encodedPath("/")
                        .putRawQueryParameter("Action", "connect")
                        .putRawQueryParameter("User", user.name());
        if (user.serverless()) {
            request.putRawQueryParameter("ResourceType", "ServerlessCache");
        }
        return request.build();
    }
}
