package dev.tollgate.local.gateway.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The native part of the runtime interface client. Left alone, every client unpacks it to one fixed
 * path in /tmp, which is fine where each process has a /tmp of its own, as on Lambda. Here
 * processes that start at the same time would overwrite it under each other, so each function has a
 * copy.
 */
final class NativeRuntime {
    private static final String PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
    private static final String FILE = "libaws-lambda-jni.so";

    private NativeRuntime() {}

    static void copyTo(Path directory) {
        var resource = "/jni/libaws-lambda-jni.linux-" + architecture() + ".so";
        try (var library = NativeRuntime.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IllegalStateException(
                        "isolated functions run on Linux only; the class path has no " + resource);
            }
            Files.copy(library, directory.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The option of a JVM that makes the client load the copy. */
    static String option(Path directory) {
        return "-D" + PROPERTY + "=" + directory.resolve(FILE);
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    }
}
