package dev.tollgate.admin;

import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * {@code docs/openapi.json}, as it was when this was built. It is read at the first request for it,
 * since few ask.
 */
final class Description {
    private static final String FILE = "openapi.json";

    /** A new deployment may have another; whoever comes again in a while is asked for little. */
    private static final String KEPT = "public, max-age=300";

    private Optional<File> file = Optional.empty();

    private record File(String text, String tag) {}

    Answer read(Request request) {
        var current = file();
        boolean known =
                request.header("If-None-Match")
                        .filter(it -> it.contains(current.tag()))
                        .isPresent();
        return (known ? Answer.notModified() : Answer.ok(current.text()))
                .with(Map.of("ETag", current.tag(), "Cache-Control", KEPT));
    }

    private synchronized File file() {
        var read =
                file.orElseGet(() -> {
                    var text = text();
                    return new File(text, '"' + digest(text).substring(0, 32) + '"');
                });
        file = Optional.of(read);
        return read;
    }

    private static String text() {
        try (InputStream file = Description.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not in the package");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
