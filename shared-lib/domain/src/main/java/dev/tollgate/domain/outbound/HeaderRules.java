package dev.tollgate.domain.outbound;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What may be sent as a header: a name is a token, a value is visible characters with single blanks
 * allowed inside (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.5">RFC 9110 §5.5</a>),
 * so that no value can begin a header or a request of its own.
 */
final class HeaderRules {
    static final int LONGEST_VALUE = 8192;
    static final int MOST_HEADERS = 32;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

    /** Framing and routing of the message itself: the gate's own business. */
    private static final Set<String> FRAMING =
            Set.of(
                    "connection",
                    "content-encoding",
                    "content-length",
                    "expect",
                    "host",
                    "keep-alive",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    /** Set by the gate on every call; a credential must not stand in for them. */
    private static final Set<String> OWN =
            Set.of(
                    "accept-encoding",
                    "content-type",
                    "idempotency-key",
                    "traceparent",
                    "tracestate",
                    "webhook-id",
                    "webhook-signature",
                    "webhook-timestamp",
                    "x-invocation-id",
                    "x-request-id");

    private HeaderRules() {}

    static String checkedName(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not a header name: 1 to 128 letters, digits and !#$%&'*+-.^_`|~");
        }
        if (FRAMING.contains(lower) || lower.startsWith("proxy-")) {
            throw new IllegalArgumentException("the header " + name + " cannot be set");
        }
        return name;
    }

    static String checkedCredentialName(String name) {
        if (OWN.contains(checkedName(name).toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header " + name + " is set by the gate");
        }
        return name;
    }

    /** Never quotes the value, which may be a secret. */
    static String checkedValue(String what, String value) {
        var sound =
                value.length() <= LONGEST_VALUE
                        && value.equals(value.strip())
                        && value.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (!sound) {
            throw new IllegalArgumentException(
                    what
                            + ": at most "
                            + LONGEST_VALUE
                            + " visible ASCII characters, no line break, no blank at either end");
        }
        return value;
    }

    /** A credential that stands alone in a header value: not empty, without blanks. */
    static String checkedSecret(String what, String value) {
        if (value.isEmpty() || checkedValue(what, value).indexOf(' ') >= 0) {
            throw new IllegalArgumentException(what + ": at least one character and no blank");
        }
        return value;
    }

    /** A copy in which a name occurs once, whatever its case. */
    static Map<String, String> checkedAll(Map<String, String> headers) {
        if (headers.size() > MOST_HEADERS) {
            throw new IllegalArgumentException("at most " + MOST_HEADERS + " headers");
        }
        var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            checkedValue("the header " + checkedName(name), value);
            if (byName.put(name, value) != null) {
                throw new IllegalArgumentException("the header " + name + " comes twice");
            }
        });
        return Map.copyOf(byName);
    }
}
