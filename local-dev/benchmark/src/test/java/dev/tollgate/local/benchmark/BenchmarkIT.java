package dev.tollgate.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command runs as documented; what it measures is not judged here. */
final class BenchmarkIT {
    @TempDir private Path scratch;

    @Test
    void measuresAllOfIt() throws IOException, InterruptedException {
        assertThat(Printed.by(scratch, "local-dev/benchmark/run", "--quick"))
                .containsPattern("policies +per second")
                .containsPattern("known user +[1-9]")
                .containsPattern("unknown user +[1-9]")
                .containsPattern("callers +per second .* evalsha/admission")
                .containsPattern("AWS requests in all")
                .containsPattern("button that approves +[1-9]")
                .containsPattern("200 +the queue alone +[1-9]")
                .containsPattern("fairness: 500 messages")
                .containsPattern("the source has just started .* [1-9]\\d* ms");
    }
}
