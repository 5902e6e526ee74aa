package dev.tollgate.local.gateway.lambda;

import dev.tollgate.local.servers.Alongside;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One execution environment of a function: a JVM under AWS's own runtime interface client, which
 * takes one event at a time.
 */
public final class Sandbox implements AutoCloseable {
    static final int MEMORY_MB = 512;

    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final RuntimeApi api;
    private final Process process;

    private Sandbox(RuntimeApi api, Process process) {
        this.api = api;
        this.process = process;
    }

    static Sandbox start(Unpacked function, InstantSource clock) {
        return start(function, Launch.USUAL, clock);
    }

    /** A JVM of its own, started in that way. */
    public static Sandbox start(Unpacked function, Launch launch, InstantSource clock) {
        var api = new RuntimeApi(LocalContext.arn(function.fullName()), clock);
        var builder = Alongside.command(function.fullName(), command(function, launch));
        // The shell's own variables reach the function, but no account of it does.
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(function.environment(api.address()));
        builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", launch.initialization().text());
        builder.directory(function.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(function.log().toFile()));
        try {
            var process = builder.start();
            var _ =
                    process.onExit()
                            .thenAccept(ended -> api.lost("exit status " + ended.exitValue()));
            return new Sandbox(api, process);
        } catch (IOException e) {
            api.close();
            throw new UncheckedIOException(function.fullName() + " cannot be started", e);
        }
    }

    private static List<String> command(Unpacked function, Launch launch) {
        var command = new ArrayList<String>();
        command.add(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(launch.options());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        NativeRuntime.option(function.directory()),
                        "-cp",
                        function.classPath(),
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        function.handler()));
        return command;
    }

    /** Waits until the function is built; the failure if it cannot be. */
    public Optional<Invoked.Failed> awaitStarted() throws InterruptedException {
        try {
            return await(api.started(), LONGEST_START);
        } catch (TimeoutException e) {
            return Optional.of(
                    new Invoked.Failed("Sandbox.Timedout", "not started in " + LONGEST_START));
        }
    }

    /** What follows the snapshot: the function goes on. */
    public void restore() {
        api.restore();
    }

    public Invoked invoke(Bytes event, Duration timeout) throws InterruptedException {
        try {
            return await(api.offer(event, timeout), timeout);
        } catch (TimeoutException e) {
            return new Invoked.TimedOut();
        }
    }

    private static <T> T await(CompletableFuture<T> outcome, Duration patience)
            throws InterruptedException, TimeoutException {
        try {
            return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** An answer as Lambda takes it: one that is too large is a failure. */
    static Invoked sized(Bytes payload) {
        return payload.size() <= Lambda.LARGEST_PAYLOAD
                ? new Invoked.Answered(payload)
                : new Invoked.Failed(
                        "Function.ResponseSizeTooLarge",
                        "the answer has %d bytes; Lambda takes %d"
                                .formatted(payload.size(), Lambda.LARGEST_PAYLOAD));
    }

    /** SIGKILL, as Lambda ends an environment that timed out. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        api.close();
    }

    @Override
    public void close() {
        end(GRACE);
    }

    /** SIGTERM, and SIGKILL for one that has not ended after so long. */
    public void end(Duration grace) {
        process.toHandle().destroy();
        try {
            process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Killed next.
        }
        kill();
    }
}
