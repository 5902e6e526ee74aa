package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class SilenceTest {
    /** Tests are silent anyway, but for this one. */
    @Test
    void lastsAsLongAsItIsOpen() {
        var log = LoggerFactory.getLogger(SilenceTest.class);
        Configurator.setLevel(SilenceTest.class.getName(), Level.INFO);

        assertThat(log.isInfoEnabled()).isTrue();
        try (var _ = new Silence()) {
            assertThat(log.isErrorEnabled()).isFalse();
        }
        assertThat(log.isInfoEnabled()).isTrue();
    }
}
