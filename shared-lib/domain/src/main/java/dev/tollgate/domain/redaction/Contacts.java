package dev.tollgate.domain.redaction;

import java.util.List;

/** By which people are reached. */
final class Contacts {
    private Contacts() {}

    static List<Detector> all() {
        return List.of(
                // https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2, without what is quoted
                new Form(
                        Sensitive.EMAIL,
                        "@",
                        "(?<![\\p{L}\\p{N}._%+'-])[\\p{L}\\p{N}._%+'-]{1,64}+@"
                                + "(?:[\\p{L}\\p{N}-]{1,63}+\\.){1,8}[\\p{L}]{2,63}+"),
                // https://www.itu.int/rec/T-REC-E.164: only with the country's code; other numbers
                // look like any
                new Form(
                        Sensitive.PHONE,
                        "+",
                        "(?<![\\p{L}\\p{N}+])\\+[1-9](?:[ ().-]{0,2}[0-9]){7,14}+(?![0-9])"));
    }
}
