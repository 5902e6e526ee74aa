package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisVariablesTest {
    private static final Map<String, String> IAM =
            Map.of(
                    "REDIS_URL", "rediss://cache.example:6379",
                    "REDIS_AUTH", "iam",
                    "REDIS_IAM_USER", "tollgate-gate",
                    "REDIS_IAM_CACHE", "tollgate-cache");

    @Test
    void usesTheValuesOfTheGuideWhereNothingIsSet() {
        assertThat(from(Map.of()))
                .isEqualTo(
                        new Redis(
                                URI.create("redis://localhost:6379/0"),
                                Duration.ofSeconds(5),
                                50,
                                Duration.ofSeconds(10)));
    }

    @Test
    void readsWhatIsSet() {
        var redis =
                from(
                        Map.of(
                                "REDIS_URL", "rediss://gate:secret@cache.example:6380/1",
                                "REDIS_TIMEOUT_SECONDS", "0.25",
                                "REDIS_MAX_CONNECTIONS", "3",
                                "REDIS_CONNECTION_POOL_TIMEOUT", "2"));

        assertThat(redis)
                .isEqualTo(
                        new Redis(
                                URI.create("rediss://gate:secret@cache.example:6380/1"),
                                Duration.ofMillis(250),
                                3,
                                Duration.ofSeconds(2)));
        assertThat(redis).asString().isEqualTo("Redis[rediss://cache.example:6380]");
    }

    @Test
    void readsWhoConnectsByIam() {
        var redis =
                from(
                        Map.of(
                                "REDIS_URL", "rediss://cache.example:6379",
                                "REDIS_AUTH", "iam",
                                "REDIS_IAM_USER", "tollgate-gate",
                                "REDIS_IAM_CACHE", "tollgate-cache",
                                "REDIS_IAM_SERVERLESS", "true"));

        assertThat(redis.iam()).contains(new IamUser("tollgate-gate", "tollgate-cache", true));
        assertThat(redis.probe(Duration.ofMillis(900)).iam()).isEqualTo(redis.iam());
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_AUTH, password",
        "REDIS_IAM_USER, 7 dwarfs",
        "REDIS_IAM_CACHE, Tollgate-Cache",
        "REDIS_IAM_SERVERLESS, perhaps"
    })
    void namesAMalformedVariableOfIam(String name, String value) {
        var variables = new HashMap<>(IAM);
        variables.put(name, value);

        assertThatIllegalStateException()
                .isThrownBy(() -> from(variables))
                .withMessageContainingAll(name + " is '" + value + "'", "accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDIS_IAM_USER", "REDIS_IAM_CACHE"})
    void namesTheVariableThatIamLacks(String name) {
        var variables = new HashMap<>(IAM);
        variables.remove(name);

        assertThatIllegalStateException()
                .isThrownBy(() -> from(variables))
                .withMessageContaining(name + " is not set; with REDIS_AUTH=iam it is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://cache.example:6379", "rediss://gate:secret@cache.example"})
    void signsInByIamOverTlsOnlyAndWithoutAPassword(String url) {
        var variables = new HashMap<>(IAM);
        variables.put("REDIS_URL", url);

        assertThatIllegalStateException()
                .isThrownBy(() -> from(variables))
                .withMessage(
                        "REDIS_URL is malformed; accepted: rediss://host:port/0, without user and"
                                + " password, with IAM")
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_TIMEOUT_SECONDS, 0",
        "REDIS_TIMEOUT_SECONDS, soon",
        "REDIS_TIMEOUT_SECONDS, 1e9",
        "REDIS_MAX_CONNECTIONS, 0",
        "REDIS_MAX_CONNECTIONS, 1.5",
        "REDIS_CONNECTION_POOL_TIMEOUT, -1"
    })
    void namesAMalformedVariable(String name, String value) {
        assertThatIllegalStateException()
                .isThrownBy(() -> from(Map.of(name, value)))
                .withMessageContainingAll(name, value);
    }

    @ParameterizedTest
    @CsvSource({"http://:secret@cache", "redis://:secret@", "redis://:se cret@cache"})
    void neverShowsAMalformedUrl(String url) {
        assertThatIllegalStateException()
                .isThrownBy(() -> from(Map.of("REDIS_URL", url)))
                .withMessageContaining("REDIS_URL")
                .withMessageNotContaining("cret")
                .withNoCause();
    }

    private static Redis from(Map<String, String> variables) {
        return Redis.from(name -> Optional.ofNullable(variables.get(name)));
    }
}
