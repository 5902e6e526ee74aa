package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void goesOnWithTheTraceUnderASpanOfItsOwn() {
        var trace = follow("00-" + ID + "-00f067aa0ba902b7-00");

        assertThat(trace.traceId()).isEqualTo(ID);
        assertThat(trace.spanId()).hasSize(16).isNotEqualTo("00f067aa0ba902b7");
        assertThat(trace).hasToString("00-" + ID + "-" + trace.spanId() + "-00");
    }

    @Test
    void readsLaterVersionsWhateverFollows() {
        assertThat(follow("cc-" + ID + "-00f067aa0ba902b7-01-more").traceId()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"
            })
    void startsAnewAfterWhatIsNoTrace(String traceparent) {
        assertThat(follow(traceparent).toString())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain("4bf92f");
    }

    private static Trace follow(String traceparent) {
        return Trace.follow(Optional.of(traceparent), new SplittableRandom(1));
    }
}
