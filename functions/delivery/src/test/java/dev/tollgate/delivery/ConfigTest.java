package dev.tollgate.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.delivery.RetrySchedule;
import dev.tollgate.lambda.Environment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigTest {
    private static final String ATTEMPTS = "EXTERNAL_AGENT_WEBHOOK_RETRY_ATTEMPTS";
    private static final String SCHEDULE = "EXTERNAL_AGENT_WEBHOOK_RETRY_SCHEDULE";

    @Test
    void retriesThreeTimesUnlessToldOtherwise() {
        var config = config(Map.of());

        assertThat(config.schedule()).isEqualTo(RetrySchedule.parse("0s,5s,5m,30m"));
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.disableAfter()).isEqualTo(Duration.ofDays(5));
    }

    @Test
    void retriesAsOftenAsItIsTold() {
        assertThat(config(Map.of(ATTEMPTS, "0")).schedule()).isEqualTo(RetrySchedule.parse("0s"));
        assertThat(config(Map.of(ATTEMPTS, "7")).schedule()).isEqualTo(RetrySchedule.FULL);
    }

    @Test
    void retriesByAScheduleOfItsOwn() {
        assertThat(config(Map.of(SCHEDULE, "0s,1s,1s,1s,2s,2s")).schedule())
                .isEqualTo(RetrySchedule.parse("0s,1s,1s,1s,2s,2s"));
        assertThat(config(Map.of(SCHEDULE, "0s,1s,1s", ATTEMPTS, "1")).schedule())
                .isEqualTo(RetrySchedule.parse("0s,1s"));
    }

    @ParameterizedTest
    @CsvSource({
        ATTEMPTS + ", -1",
        ATTEMPTS + ", many",
        SCHEDULE + ", soon",
        "EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS, 601",
        "WEBHOOK_DISABLE_AFTER_DAYS, 0",
        "WEBHOOK_DISABLE_AFTER_DAYS, 366",
        "WEBHOOK_DISABLE_AFTER_DAYS, 1.5"
    })
    void saysWhichVariableIsMalformed(String name, String value) {
        assertThatThrownBy(() -> config(Map.of(name, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("accepted: ");
    }

    @Test
    void needsItsQueues() {
        assertThatThrownBy(() -> Config.of(Environment.of(Map.of())))
                .hasMessageContaining("DELIVERY_QUEUE_URL");
    }

    private static Config config(Map<String, String> variables) {
        var all = new HashMap<>(variables);
        all.put("DELIVERY_QUEUE_URL", "http://127.0.0.1/orders");
        all.put("DELIVERY_DLQ_URL", "http://127.0.0.1/buried");
        return Config.of(Environment.of(all));
    }
}
