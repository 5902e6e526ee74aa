package dev.tollgate.lambda;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The place of a request in its trace, as <a href="https://www.w3.org/TR/trace-context/">W3C Trace
 * Context</a>: the caller's trace goes on, a malformed or absent one starts anew.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits; our own
 */
public record Trace(String traceId, String spanId, String flags) {
    /** Version 00 ends after the flags; later ones may go on; ff is none. */
    private static final Pattern TRACEPARENT =
            Pattern.compile(
                    "(?!ff|00.{54})[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    static Trace follow(Optional<String> traceparent, RandomGenerator random) {
        var match = TRACEPARENT.matcher(traceparent.orElse(""));
        return match.matches()
                        && !NO_TRACE.equals(match.group(1))
                        && !NO_SPAN.equals(match.group(2))
                ? new Trace(match.group(1), hex(random, 8), match.group(3))
                : new Trace(hex(random, 16), hex(random, 8), "01");
    }

    /** Of work that no request asks for. */
    public static Trace begin(RandomGenerator random) {
        return follow(Optional.empty(), random);
    }

    private static String hex(RandomGenerator random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }
}
