package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StartedTest {
    private final List<String> stopped = new ArrayList<>();
    private final Started started = new Started();

    @Test
    void stopsTheLastFirstAndGoesOnAfterAFailure() {
        started.add(() -> stopped.add("server"));
        started.add(() -> {
            throw new IllegalStateException("stuck");
        });
        started.add(() -> stopped.add("gateway"));

        started.close();
        started.close();

        assertThat(stopped).containsExactly("gateway", "server");
    }

    @Test
    void stopsAtOnceWhatComesAfterTheEnd() {
        started.close();

        assertThatThrownBy(() -> started.add(() -> stopped.add("late")))
                .hasMessage("stopped while starting");
        assertThat(stopped).containsExactly("late");
    }
}
