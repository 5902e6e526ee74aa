package dev.tollgate.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a command of this repository says. */
final class Printed {
    private static final Path ROOT = Path.of(System.getProperty("tollgate.root"));

    private Printed() {}

    /** All of it, if the command ends well. */
    static String by(Path scratch, String command, String argument)
            throws IOException, InterruptedException {
        var output = scratch.resolve("output");
        var process =
                new ProcessBuilder(ROOT.resolve(command).toString(), argument)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        var printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
