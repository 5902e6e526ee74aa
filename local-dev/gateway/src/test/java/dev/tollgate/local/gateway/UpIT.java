package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command itself, in a process of its own. */
final class UpIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path data;

    @Test
    void tellsItsStoryAndLeavesNothingBehind() throws Exception {
        assumeTrue(has("curl"), "curl is not installed");
        try (var up = UpProcess.start("--port", "0")) {
            var lines = up.awaitLine("ready http://127.0.0.1:");
            var answers = new ArrayList<JsonNode>();
            for (var line : lines) {
                if (line.startsWith("curl ")) {
                    answers.add(JSON.readTree(bash(line)));
                }
            }

            assertThat(answers).hasSize(3);
            assertThat(answers.get(0).at("/output/reply").asText())
                    .isEqualTo("You said: Hello, gate");
            // Two of the shell's seven a minute are used: the story's and ours.
            assertThat(answers.get(1).at("/rate_limit/remaining").asInt()).isEqualTo(5);
            assertThat(answers.get(2).path("items")).hasSize(2);

            var family = up.family();
            assertThat(family).hasSizeGreaterThan(3);
            up.terminate();
            up.awaitEnd();
            assertThat(family).noneMatch(UpIT::stillRuns);
        }
    }

    @Test
    void findsItsDataAgain() throws Exception {
        var first = start();
        var second = start();

        assertThat(second).isEqualTo(first);
        assertThat(first.agents()).isEqualTo(1);
    }

    private record Seen(String authorization, String administrator, int agents) {}

    /** Starts over the data, looks, and stops. */
    private Seen start() throws Exception {
        try (var up = UpProcess.start("--port", "0", "--data", data.toString())) {
            var lines = up.awaitLine("ready ");
            var gateway = lines.getLast().substring("ready ".length());
            var curl = line(lines, "curl ");
            var key = curl.replaceFirst(".*Bearer ([^']+)'.*", "$1");
            var agents =
                    Client.of(URI.create(gateway))
                            .as(key)
                            .get("/api/external-agents")
                            .expect(200)
                            .body()
                            .path("items")
                            .size();
            return new Seen(key, line(lines, "Administrator: "), agents);
        }
    }

    private static String line(List<String> lines, String start) {
        return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                var up = UpProcess.start("--port", Integer.toString(taken.getLocalPort()))) {
            var said = up.awaitEnd();

            assertThat(said)
                    .contains("port " + taken.getLocalPort())
                    .contains("choose another with --port");
            assertThat(up.status()).isEqualTo(1);
        }
    }

    @Test
    void saysHowItIsUsed() throws Exception {
        try (var up = UpProcess.start("--prot", "1")) {
            assertThat(up.awaitEnd()).contains("unknown option: --prot").contains("usage: ");
            assertThat(up.status()).isEqualTo(2);
        }
    }

    private static boolean stillRuns(ProcessHandle process) {
        // A killed child may take a moment to be reaped.
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        return process.isAlive();
    }

    private static boolean has(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("/bin/sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private static String bash(String line) throws IOException, InterruptedException {
        var process = new ProcessBuilder("/bin/bash", "-c", line).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
