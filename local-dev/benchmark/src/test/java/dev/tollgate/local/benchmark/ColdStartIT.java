package dev.tollgate.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command runs as documented; what it measures is not judged here. */
final class ColdStartIT {
    @TempDir private Path scratch;

    @Test
    void measuresTheInvocationFunctionFromAColdStartToARealAnswer()
            throws IOException, InterruptedException {
        assertThat(Printed.by(scratch, "local-dev/benchmark/cold-start", "--quick"))
                .containsPattern("invocation +SerialGC, C1 +[1-9]\\d*")
                .containsPattern("invocation +SnapStart, not rehearsed +[1-9]\\d*")
                .containsPattern("invocation +SnapStart, rehearsed +[1-9]\\d*");
    }
}
