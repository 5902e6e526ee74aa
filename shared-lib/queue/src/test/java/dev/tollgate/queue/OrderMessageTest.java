package dev.tollgate.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.Ids;
import dev.tollgate.testing.SampleOrders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderMessageTest {
    private static final Instant DUE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Ids IDS = new Ids(InstantSource.fixed(DUE), new SplittableRandom(1));
    private static final String SOUND =
            OrderMessage.write(SampleOrders.first(IDS.organisation(), IDS, DUE));

    @Test
    void readsWhatItWrote() {
        assertThat(OrderMessage.write(OrderMessage.read(SOUND))).isEqualTo(SOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "{}", "{}\n{}", "null\n{}", "[]\n{}", "{\"format\":2\n{}"})
    void refusesWhatIsNoOrder(String message) {
        assertThatThrownBy(() -> OrderMessage.read(message)).isInstanceOf(MalformedOrder.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\":2 | \"format\":1",
                "\"kind\":\"call\" | \"kind\":\"letter\"",
                "\"kind\":\"call\" | \"kind\":\"reply\"",
                "\"kind\":\"call\" | \"kind\":\"event\"",
                "\"taken\":0 | \"taken\":-1",
                "\"attempt\":1 | \"attempt\":0",
                "\"attempt\":1 | \"attempt\":\"1\"",
                "\"attempt\":1 | \"attempt\":1.5",
                "\"attempt\":1 | \"attempt\":99999999999",
                "\"counted\":0 | \"counted\":1",
                "org_ | key_",
                "inv_ | inv_x",
                "dlv_ | dlv_x",
                "2026-03-02T09:00:00Z | soon",
                "\"traceparent\":\"00 | \"traceparent\":\"zz",
            })
    void refusesAHeadThatDoesNotHoldTogether(String sound, String broken) {
        var message = SOUND.replace(sound, broken);

        assertThat(message).isNotEqualTo(SOUND);
        assertThatThrownBy(() -> OrderMessage.read(message))
                .isInstanceOf(MalformedOrder.class)
                .hasMessageNotContaining("input");
    }
}
