package dev.tollgate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class HealthTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Callable<?> HERE = () -> "here";

    @Test
    void isHealthyWhenEveryServiceAnswers() {
        var answer =
                new Health(Map.of("database", HERE, "redis", HERE), Duration.ofMinutes(1), CLOCK)
                        .services();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsAllEntriesOf(
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
                new Health(Map.of("database", HERE, "redis", broken), Duration.ofMinutes(1), CLOCK)
                        .services();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsAllEntriesOf(
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
    void tellsHowLongEachServiceTook() {
        Callable<?> slow =
                () -> {
                    Thread.sleep(Duration.ofMillis(30));
                    return "here";
                };

        var answer =
                new Health(Map.of("database", HERE, "queue", slow), Duration.ofMinutes(1), CLOCK)
                        .services();

        var body = (Map<?, ?>) answer.body();
        @SuppressWarnings("unchecked")
        var latencies = (Map<String, Object>) body.get("latency_ms");
        assertThat(latencies)
                .hasEntrySatisfying("queue", it -> assertThat((Long) it).isGreaterThanOrEqualTo(30))
                .hasEntrySatisfying(
                        "database", it -> assertThat((Long) it).isGreaterThanOrEqualTo(0));
    }

    @Test
    void saysThatThereIsNoSandboxYet() {
        var answer = new Health(Map.of(), Duration.ofMinutes(1), CLOCK).worker();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("worker_healthy", false)
                .containsKey("reason");
    }

    @Test
    void doesNotWaitForAServiceThatHangs() {
        Callable<?> hanging =
                () -> {
                    Thread.sleep(Duration.ofDays(1));
                    return "late";
                };

        var answer =
                new Health(Map.of("database", hanging), Duration.ofMillis(20), CLOCK).services();

        assertThat(answer.status()).isEqualTo(503);
    }
}
