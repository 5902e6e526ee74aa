package dev.tollgate.local.gateway.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function from a zip, under AWS's runtime interface client. */
final class IsolatedTest {
    @TempDir private Path directory;

    @Test
    void answersFromOneWarmJvm() throws Exception {
        try (var function = start(Moody.class)) {
            var first = text(call(function, "pid"));
            var second = text(call(function, "pid"));

            assertThat(second).isEqualTo(first);
            assertThat(text(call(function, "name"))).isEqualTo("\"tollgate-moody\"");
            assertThat(first).isNotEqualTo("\"" + ProcessHandle.current().pid() + "\"");
        }
    }

    @Test
    void startsAnotherJvmWhileOneIsBusy() throws Exception {
        try (var function = start(Moody.class)) {
            var one = CompletableFuture.supplyAsync(() -> call(function, "wait"));
            var other = CompletableFuture.supplyAsync(() -> call(function, "wait"));

            assertThat(text(one.join())).isNotEqualTo(text(other.join()));
        }
    }

    @Test
    void tellsOfAFaultAndGoesOnInTheSameJvm() throws Exception {
        try (var function = start(Moody.class)) {
            var pid = text(call(function, "pid"));

            assertThat(call(function, "fail"))
                    .isInstanceOfSatisfying(
                            Invoked.Failed.class,
                            failed ->
                                    assertThat(failed.message())
                                            .contains("java.lang.IllegalStateException", "broken"));
            assertThat(call(function, "huge"))
                    .isInstanceOfSatisfying(
                            Invoked.Failed.class,
                            failed ->
                                    assertThat(failed.type())
                                            .isEqualTo("Function.ResponseSizeTooLarge"));
            assertThat(text(call(function, "pid"))).isEqualTo(pid);
        }
    }

    @Test
    void killsAndReplacesAJvmThatTakesTooLong() throws Exception {
        try (var function = start(Moody.class)) {
            var pid = text(call(function, "pid"));

            assertThat(call(function, "hang")).isEqualTo(new Invoked.TimedOut());
            assertThat(
                            ProcessHandle.of(Long.parseLong(pid.replace("\"", "")))
                                    .filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(text(call(function, "pid"))).isNotEqualTo(pid);
        }
    }

    @Test
    void replacesAJvmThatEnded() throws Exception {
        try (var function = start(Moody.class)) {
            assertThat(call(function, "exit"))
                    .isEqualTo(new Invoked.Failed("Runtime.ExitError", "exit status 3"));
            assertThat(call(function, "pid")).isInstanceOf(Invoked.Answered.class);
        }
    }

    @Test
    void leavesNoJvmBehind() throws Exception {
        var function = start(Moody.class);
        var pid = Long.parseLong(text(call(function, "pid")).replace("\"", ""));

        function.close();

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void saysWhyAFunctionCannotBeBuilt() {
        assertThatThrownBy(() -> start(Moody.Stillborn.class).close())
                .hasMessageContaining("tollgate-moody did not start")
                .hasMessageContaining("TABLE_PREFIX is not set");
    }

    private Lambda start(Class<? extends RequestHandler<String, String>> code) throws IOException {
        var zip = directory.resolve("moody.zip");
        Files.write(zip, zip(Map.of("lib/moody.jar", zip(classes()))));
        return Isolated.start(
                new Deployed<>(
                        "moody",
                        code,
                        String.class,
                        String.class,
                        Duration.ofSeconds(4),
                        _ -> new Moody()),
                zip,
                directory.resolve("scratch"),
                directory,
                Map.of(),
                InstantSource.system());
    }

    private static Map<String, byte[]> classes() throws IOException {
        var entries = new TreeMap<String, byte[]>();
        for (var type : List.of(Moody.class, Moody.Stillborn.class, Lambda.class)) {
            var name = type.getName().replace('.', '/') + ".class";
            try (var file = type.getResourceAsStream("/" + name)) {
                entries.put(name, Objects.requireNonNull(file).readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Invoked call(Lambda function, String mood) {
        return function.invoke(Bytes.utf8("\"" + mood + "\""));
    }

    private static String text(Invoked outcome) {
        return outcome instanceof Invoked.Answered answered
                ? answered.payload().text()
                : outcome.toString();
    }
}
