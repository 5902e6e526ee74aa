package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisVariablesTest {
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
