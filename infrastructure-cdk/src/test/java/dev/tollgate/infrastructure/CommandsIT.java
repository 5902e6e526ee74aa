package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/deploy.md, as far as they go without an account. */
@NeedsNode
final class CommandsIT {
    private static final Path MODULE = Checkout.root().resolve("infrastructure-cdk");
    private static final long LONGEST_MINUTES = 5;

    /** What there is no account for, and what each says without one. */
    private static final Set<String> OF_AN_ACCOUNT =
            Set.of(
                    "npx cdk bootstrap",
                    "npx cdk deploy --all --require-approval any-change",
                    "npx cdk deploy --all",
                    "npx cdk diff --all",
                    "npx cdk destroy tollgate-observability tollgate-gate tollgate-cache"
                            + " tollgate-network");

    private static final Set<String> OFFLINE =
            Set.of(
                    "npm ci",
                    "npx cdk list",
                    "npx cdk synth --quiet",
                    "npx cdk diff tollgate-gate --exclusively --template kept/tollgate-gate.template.json");

    @TempDir private static Path home;

    @BeforeAll
    static void installAndSynthesise() {
        var installed = run("npm ci");
        assertThat(installed.status()).as(installed.output()).isZero();
        var synthesised = run("npx cdk synth --quiet");
        assertThat(synthesised.status()).as(synthesised.output()).isZero();
    }

    @Test
    void areAllKnownHere() throws IOException {
        assertThat(documented())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(OF_AN_ACCOUNT.stream(), OFFLINE.stream()).toList());
    }

    private static Set<String> documented() throws IOException {
        try (var lines = Files.lines(Checkout.root().resolve("docs/deploy.md"))) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("npx ") || line.startsWith("npm "))
                    .collect(java.util.stream.Collectors.toSet());
        }
    }

    @Test
    void listTheStacks() {
        assertThat(run("npx cdk list").output())
                .contains(
                        "tollgate-cache",
                        "tollgate-data",
                        "tollgate-gate",
                        "tollgate-network",
                        "tollgate-observability");
    }

    /** The real app, as the command line runs it; what it wrote before is no different. */
    @Test
    void showDifferences() throws IOException {
        var kept = MODULE.resolve(Path.of("target", "cdk.out", "tollgate-gate.template.json"));
        var same = home.resolve("same.json");
        Files.copy(kept, same);
        var before = home.resolve("before.json");
        Files.writeString(
                before, Files.readString(kept).replace("\"MemorySize\"", "\"MemorySizeOnce\""));

        assertThat(diff(same).output()).contains("There were no differences");
        assertThat(diff(before).output()).contains("MemorySize");
    }

    private static Ran diff(Path template) {
        return run("npx cdk diff tollgate-gate --exclusively --template " + template);
    }

    /** On the templates that were just written: what the app writes is shown above. */
    @TestFactory
    Stream<DynamicTest> ofAnAccountSayThatThereIsNone() {
        return OF_AN_ACCOUNT.stream()
                .sorted()
                .map(command ->
                        DynamicTest.dynamicTest(
                                command,
                                () ->
                                        saysThatThereIsNoAccount(
                                                run(
                                                        command,
                                                        Map.of("CDK_APP", "target/cdk.out")))));
    }

    private static void saysThatThereIsNoAccount(Ran ran) {
        assertThat(ran.status()).as(ran.output()).isNotZero();
        assertThat(ran.output().toLowerCase(java.util.Locale.ROOT))
                .containsAnyOf("credentials", "account", "region", "confirmation");
    }

    private record Ran(int status, String output) {}

    private static Ran run(String command) {
        return run(command, Map.of());
    }

    private static Ran run(String command, Map<String, String> more) {
        var builder = new ProcessBuilder(List.of(command.split(" ", -1)));
        builder.directory(MODULE.toFile()).redirectErrorStream(true);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("AWS_CONFIG_FILE", "/dev/null");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("CI", "true");
        environment.put("CDK_DISABLE_VERSION_CHECK", "1");
        environment.putAll(more);
        try {
            var log = Files.createTempFile(home, "command", ".log");
            var process =
                    builder.redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(log.toFile())
                            .start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end: " + Files.readString(log));
            }
            return new Ran(process.exitValue(), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
