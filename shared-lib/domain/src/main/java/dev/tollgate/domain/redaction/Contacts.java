package dev.tollgate.domain.redaction;

import java.util.List;

/** By which people are reached. */
final class Contacts {
    private Contacts() {}

    static List<Detector> all() {
        return List.of(
                new EmailAddresses(),
                // https://www.itu.int/rec/T-REC-E.164: only with the country's code; other numbers
                // look like any
                new Form(
                        Sensitive.PHONE,
                        Starts.at("+"),
                        "(?<![\\p{L}\\p{N}+])\\+[1-9](?:[ ().-]{0,2}[0-9]){7,14}+(?![0-9])"));
    }
}
