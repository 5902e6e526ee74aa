package dev.tollgate.local.gateway.lambda;

import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.servers.LocalAccount;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

/**
 * A function's package, unpacked as Lambda does it.
 *
 * @param directory what the zip held
 * @param log where the function's output goes
 * @param settings what its environment has beside the shell's variables and Lambda's own
 */
public record Unpacked(
        String fullName, String handler, Path directory, Path log, Map<String, String> settings) {
    /** The parts of the Java runtime that Lambda brings itself, before the function's own jars. */
    private static final String RUNTIME =
            "(aws-lambda-java-(runtime-interface-client|core|serialization)|utils-lite)-[0-9].*\\.jar";

    public Unpacked {
        settings = Map.copyOf(settings);
    }

    /**
     * Unpacks a function's package, with the native part of the runtime beside it.
     *
     * @param zip {@code functions/<name>/target/<name>.zip}
     * @param directory which is made
     */
    public static Unpacked of(
            LambdaFunction function,
            Path zip,
            Path directory,
            Path log,
            Map<String, String> settings) {
        unzip(zip, directory);
        NativeRuntime.copyTo(directory);
        return new Unpacked(
                "tollgate-" + function.id(), function.handler(), directory, log, settings);
    }

    /** Unpacks the zip into the directory, which is made. */
    static void unzip(Path zip, Path directory) {
        try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = entries.getNextEntry();
                    entry != null;
                    entry = entries.getNextEntry()) {
                var file = directory.resolve(entry.getName()).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException(zip + " holds a file outside of itself: " + entry);
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.resolveSibling("."));
                    Files.copy(entries, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String classPath() {
        return runtime() + File.pathSeparator + directory.resolve("lib") + File.separator + "*";
    }

    private static String runtime() {
        var jars =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(jar -> Path.of(jar).getFileName().toString().matches(RUNTIME))
                        .collect(Collectors.joining(File.pathSeparator));
        if (!jars.contains("runtime-interface-client")) {
            throw new IllegalStateException(
                    "the class path lacks aws-lambda-java-runtime-interface-client");
        }
        return jars;
    }

    /**
     * The environment of the process; see <a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda's
     * reserved variables</a>.
     */
    Map<String, String> environment(String runtimeApi) {
        var all = new LinkedHashMap<>(settings);
        all.put("_HANDLER", handler);
        all.put("LAMBDA_TASK_ROOT", directory.toString());
        all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        all.put("AWS_LAMBDA_FUNCTION_NAME", fullName);
        all.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(Sandbox.MEMORY_MB));
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + fullName);
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        all.put("AWS_EMF_ENVIRONMENT", "Lambda");
        all.put("AWS_REGION", LocalAccount.REGION);
        all.put("AWS_DEFAULT_REGION", LocalAccount.REGION);
        return all;
    }
}
