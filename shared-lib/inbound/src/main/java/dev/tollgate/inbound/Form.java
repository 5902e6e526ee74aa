package dev.tollgate.inbound;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A body of the type {@code application/x-www-form-urlencoded}, read by <a
 * href="https://url.spec.whatwg.org/#urlencoded-parsing">the URL standard</a>, but strictly: a
 * broken escape, bytes that are no UTF-8 and a name that comes twice are errors.
 */
final class Form {
    private final Map<String, String> fields;

    private Form(Map<String, String> fields) {
        this.fields = fields;
    }

    static Form parse(byte[] body) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : Words.utf8(body).split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            var name = decoded("", equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? "" : decoded(name, pair.substring(equals + 1));
            if (fields.put(name, value) != null) {
                throw new Unread(name, "is there twice.");
            }
        }
        return new Form(fields);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    String required(String name) {
        return find(name).orElseThrow(() -> new Unread(name, "is missing."));
    }

    private static String decoded(String where, String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(escaped(where, text, i));
                i += 2;
            } else if (c == '+') {
                bytes.write(' ');
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                throw new Unread(where, "has a character that is not escaped.");
            }
        }
        try {
            return Words.utf8(bytes.toByteArray());
        } catch (Unread e) {
            throw new Unread(where, "is not UTF-8.");
        }
    }

    private static int escaped(String where, String text, int at) {
        if (at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2))) {
            return HexFormat.fromHexDigits(text, at + 1, at + 3);
        }
        throw new Unread(where, "has a broken escape.");
    }
}
