package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    @Test
    void areUsualWithoutArguments() {
        assertThat(Options.parse(List.of()))
                .isEqualTo(new Options.Parsed.Start(new Options(8080, Optional.empty(), false)));
    }

    @Test
    void takeAPortADirectoryAndIsolation() {
        assertThat(Options.parse(List.of("--isolated", "--data", "/var/gate", "--port", "0")))
                .isEqualTo(
                        new Options.Parsed.Start(
                                new Options(0, Optional.of(Path.of("/var/gate")), true)));
    }

    @Test
    void sayWhatIsWrongAndWhatIsAccepted() {
        assertThat(Options.parse(List.of("--prot", "1")))
                .isEqualTo(new Options.Parsed.Wrong("unknown option: --prot"));
        assertThat(Options.parse(List.of("--port", "70000")))
                .isEqualTo(new Options.Parsed.Wrong("--port is '70000'; accepted: 0 to 65535"));
        assertThat(Options.parse(List.of("--data")))
                .isEqualTo(new Options.Parsed.Wrong("--data needs a value"));
    }

    @Test
    void offerHelp() {
        assertThat(Options.parse(List.of("--help"))).isEqualTo(new Options.Parsed.Help());
    }
}
