package dev.tollgate.outbound;

import dev.tollgate.outbound.Exchange.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads an answer within bounds. */
final class ReplyReader {
    /** What a 2xx may hold after decompression, in bytes. */
    static final int LARGEST_BODY = 256 * 1024;

    /** What is kept of an error's body, in bytes. */
    static final int LARGEST_EXCERPT = 4 * 1024;

    private static final int MOST_HEADERS = 64;
    private static final int LONGEST_HEADER = 1024;

    private ReplyReader() {}

    static Reply read(ClassicHttpResponse response) throws IOException {
        var status = response.getCode();
        var successful = status >= 200 && status < 300;
        try {
            var bytes = bytes(response.getEntity(), successful ? LARGEST_BODY : LARGEST_EXCERPT);
            return new Reply(status, headers(response), bytes.text(), bytes.whole());
        } catch (IOException broken) {
            if (successful) {
                throw broken;
            }
            // An error is known by its status; its body only explains it.
            return new Reply(status, headers(response), "", false);
        }
    }

    private static Bytes bytes(@Nullable HttpEntity entity, int most) throws IOException {
        if (entity == null) {
            return new Bytes("", true);
        }
        var bytes = decoded(entity).readNBytes(most + 1);
        var kept = Arrays.copyOf(bytes, Math.min(bytes.length, most));
        return new Bytes(new String(kept, charset(entity)), bytes.length <= most);
    }

    /**
     * The request asks for no coding; gzip is read all the same, since some send it to everybody.
     */
    private static InputStream decoded(HttpEntity entity) throws IOException {
        var coding = Optional.ofNullable(entity.getContentEncoding()).orElse("identity");
        return switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> entity.getContent();
            case "gzip", "x-gzip" -> new GZIPInputStream(entity.getContent());
            default -> throw new IOException("a content coding that was not asked for");
        };
    }

    private static Charset charset(HttpEntity entity) {
        return Optional.ofNullable(ContentType.parseLenient(entity.getContentType()))
                .map(ContentType::getCharset)
                .orElse(StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : response.getHeaders()) {
            var name = header.getName().toLowerCase(Locale.ROOT);
            var value = Optional.ofNullable(header.getValue()).orElse("");
            if (headers.size() < MOST_HEADERS
                    && value.length() <= LONGEST_HEADER
                    && !name.startsWith("set-cookie")) {
                headers.putIfAbsent(name, value);
            }
        }
        return Map.copyOf(headers);
    }

    private record Bytes(String text, boolean whole) {}
}
