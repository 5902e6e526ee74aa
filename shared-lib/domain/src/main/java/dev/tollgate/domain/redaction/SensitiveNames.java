package dev.tollgate.domain.redaction;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a field holds, by its name. Case, blanks, dashes, dots and underlines do not count: {@code
 * apiKey}, {@code API-Key} and {@code x_api_key} are one.
 */
final class SensitiveNames {
    private static final int LONGEST = 128;

    /** Names that end in these. */
    private static final Map<String, Sensitive> ENDINGS =
            table(
                    Map.of(
                            Sensitive.SECRET,
                            Set.of(
                                    "password",
                                    "passwd",
                                    "passphrase",
                                    "secret",
                                    "token",
                                    "apikey",
                                    "accesskey",
                                    "secretkey",
                                    "privatekey",
                                    "signingkey",
                                    "encryptionkey",
                                    "credential",
                                    "credentials",
                                    "authorization",
                                    "cookie",
                                    "connectionstring"),
                            Sensitive.CARD_NUMBER,
                            Set.of("cardnumber", "cardno"),
                            Sensitive.NATIONAL_ID,
                            Set.of(
                                    "nationalid",
                                    "nationalidnumber",
                                    "socialsecuritynumber",
                                    "nationalinsurancenumber",
                                    "passportnumber"),
                            Sensitive.EMAIL,
                            Set.of("email", "emailaddress"),
                            Sensitive.PHONE,
                            Set.of("phone", "phonenumber", "mobilenumber")));

    /** Names that are these. */
    private static final Map<String, Sensitive> WHOLE =
            table(
                    Map.of(
                            Sensitive.SECRET,
                            Set.of(
                                    "pwd", "pass", "pin", "otp", "jwt", "cvv", "cvv2", "cvc",
                                    "cvc2"),
                            Sensitive.CARD_NUMBER,
                            Set.of("pan", "creditcard", "ccnumber"),
                            Sensitive.NATIONAL_ID,
                            Set.of("ssn", "nino", "cpf", "dni", "nir", "steuerid", "ahvnumber")));

    /** Where a list goes on: such a token opens nothing. */
    private static final Set<String> CURSORS =
            Set.of("nexttoken", "pagetoken", "continuationtoken");

    private SensitiveNames() {}

    private static Map<String, Sensitive> table(Map<Sensitive, Set<String>> names) {
        var table = new HashMap<String, Sensitive>();
        names.forEach((kind, texts) -> texts.forEach(text -> table.put(text, kind)));
        return Map.copyOf(table);
    }

    static Optional<Sensitive> kind(String name) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        var plain = plain(name);
        var whole = WHOLE.get(plain);
        if (whole != null || CURSORS.stream().anyMatch(plain::endsWith)) {
            return Optional.ofNullable(whole);
        }
        return ENDINGS.entrySet().stream()
                .filter(ending -> plain.endsWith(ending.getKey()))
                .map(Map.Entry::getValue)
                .min(Sensitive::compareTo);
    }

    private static String plain(String name) {
        var plain = new StringBuilder(name.length());
        name.chars().filter(Character::isLetterOrDigit).forEach(c -> plain.append((char) c));
        return plain.toString().toLowerCase(Locale.ROOT);
    }
}
