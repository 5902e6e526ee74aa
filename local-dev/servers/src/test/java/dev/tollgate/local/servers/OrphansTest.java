package dev.tollgate.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrphansTest {
    @Test
    void noServerOutlivesAParentThatIsKilled() throws Exception {
        Process parent = guardian();
        List<ProcessHandle> servers = servers(parent);

        parent.destroyForcibly().waitFor();

        for (ProcessHandle server : servers) {
            server.onExit().get(20, TimeUnit.SECONDS);
        }
        assertThat(servers).hasSize(3).noneMatch(ProcessHandle::isAlive);
    }

    private static Process guardian() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D%s=%s"
                                .formatted(
                                        Repository.PROPERTY,
                                        System.getProperty(Repository.PROPERTY)),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Guardian.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<ProcessHandle> servers(Process parent) throws IOException {
        String line = parent.inputReader(StandardCharsets.UTF_8).readLine();
        return Stream.of(line.split(" "))
                .map(Long::parseLong)
                .map(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();
    }
}
