package dev.tollgate.lambda;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list goes on, as callers see it: opaque, so that what is in it may change. */
public final class Cursor {
    private static final String VERSION = "1:";

    private Cursor() {}

    public static String seal(String place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((VERSION + place).getBytes(StandardCharsets.UTF_8));
    }

    public static String open(String cursor) {
        var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        if (!text.startsWith(VERSION) || text.length() == VERSION.length()) {
            throw new IllegalArgumentException("not a cursor");
        }
        return text.substring(VERSION.length());
    }
}
