package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class SilenceTest {
    @Test
    void lastsAsLongAsItIsOpen() {
        var log = LoggerFactory.getLogger(SilenceTest.class);

        try (var _ = new Silence()) {
            assertThat(log.isErrorEnabled()).isFalse();
        }
        assertThat(log.isErrorEnabled()).isTrue();
    }
}
