package dev.tollgate.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.AgentId;
import dev.tollgate.lambda.Environment;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigTest {
    private static final Environment QUEUES =
            Environment.of(
                    Map.of(
                            "DELIVERY_QUEUE_URL", "http://127.0.0.1:1/queue",
                            "DELIVERY_DLQ_URL", "http://127.0.0.1:1/dead"));

    @Test
    void tellsNobodyAndSuspendsNobodyUnlessItIsAskedTo() {
        var config = Config.of(QUEUES);

        assertThat(config.destinations()).isEmpty();
        assertThat(config.suspends()).isFalse();
        assertThat(config.exhausted()).isEqualTo(new BigDecimal("0.95"));
    }

    @Test
    void readsDestinationsWithBlanksBetweenThem() {
        var config =
                Config.of(
                        QUEUES.with(
                                Map.of(
                                        "ALARM_DESTINATIONS",
                                        "agt_01kjpvsyz00000000000000000,"
                                                + " agt_01kjpvsyz00000000000000001,")));

        assertThat(config.destinations())
                .containsExactly(
                        new AgentId("agt_01kjpvsyz00000000000000000"),
                        new AgentId("agt_01kjpvsyz00000000000000001"));
    }

    @Test
    void namesWhatItDoesNotTake() {
        assertThatThrownBy(() -> Config.of(QUEUES.with(Map.of("ALARM_DESTINATIONS", "pager"))))
                .hasMessage(
                        "ALARM_DESTINATIONS is 'pager'; accepted: ids of agents (agt_…), with"
                                + " commas between them");
        assertThatThrownBy(() -> Config.of(QUEUES.with(Map.of("ALARM_EXHAUSTED_SHARE", "95"))))
                .hasMessage("ALARM_EXHAUSTED_SHARE is '95'; accepted: more than 0, at most 1");
    }
}
