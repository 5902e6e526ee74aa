package dev.tollgate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

final class HealthTest {
    private static final Callable<?> HERE = () -> "here";

    @Test
    void isHealthyWhenEveryServiceAnswers() {
        var answer =
                new Health(Map.of("database", HERE, "redis", HERE), Duration.ofMinutes(1))
                        .services();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        Map.of(
                                "status",
                                "healthy",
                                "services",
                                Map.of(
                                        "database", "connected",
                                        "redis", "connected",
                                        "external_agents", "enabled")));
    }

    @Test
    void namesTheServiceThatFails() {
        Callable<?> broken =
                () -> {
                    throw new IllegalStateException("refused");
                };

        var answer =
                new Health(Map.of("database", HERE, "redis", broken), Duration.ofMinutes(1))
                        .services();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo(
                        Map.of(
                                "status",
                                "unhealthy",
                                "services",
                                Map.of(
                                        "database", "connected",
                                        "redis", "disconnected",
                                        "external_agents", "enabled")));
    }

    @Test
    void doesNotWaitForAServiceThatHangs() {
        Callable<?> hanging =
                () -> {
                    Thread.sleep(Duration.ofDays(1));
                    return "late";
                };

        var answer = new Health(Map.of("database", hanging), Duration.ofMillis(20)).services();

        assertThat(answer.status()).isEqualTo(503);
    }
}
