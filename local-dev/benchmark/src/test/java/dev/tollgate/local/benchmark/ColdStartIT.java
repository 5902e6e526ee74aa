package dev.tollgate.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command runs as documented; what it measures is not judged here. */
final class ColdStartIT {
    private static final Path ROOT = Path.of(System.getProperty("tollgate.root"));

    @TempDir private Path scratch;

    @Test
    void measuresTheInvocationFunctionFromAColdStartToARealAnswer()
            throws IOException, InterruptedException {
        var output = scratch.resolve("output");
        var process =
                new ProcessBuilder(
                                ROOT.resolve("local-dev/benchmark/cold-start").toString(),
                                "--quick")
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        var printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed)
                .containsPattern("invocation +SerialGC, C1 +[1-9]\\d*")
                .containsPattern("invocation +SnapStart, not rehearsed +[1-9]\\d*")
                .containsPattern("invocation +SnapStart, rehearsed +[1-9]\\d*");
    }
}
