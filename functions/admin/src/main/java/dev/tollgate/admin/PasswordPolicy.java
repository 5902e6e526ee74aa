package dev.tollgate.admin;

import dev.tollgate.domain.identity.User;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords a user may have, after NIST SP 800-63B (<a
 * href="https://pages.nist.gov/800-63-3/sp800-63b.html#memsecretver">5.1.1.2</a>): long ones,
 * whatever their characters, that are not the first to be guessed.
 */
final class PasswordPolicy {
    private static final String COMMON = "common-passwords.txt";

    private final Set<String> common = read();
    private final int shortest;

    PasswordPolicy(int shortest) {
        this.shortest = shortest;
    }

    /** Why the password is refused, to follow its name; the password itself is not in it. */
    Optional<String> refusal(String name, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < shortest || length > User.LONGEST_PASSWORD) {
            return Optional.of(
                    "has %d characters; accepted: %d to %d."
                            .formatted(length, shortest, User.LONGEST_PASSWORD));
        }
        var plain = password.toLowerCase(Locale.ROOT);
        if (plain.equals(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("is the user name; accepted: anything else.");
        }
        if (common.contains(plain) || plain.chars().distinct().count() == 1) {
            return Optional.of("is one of the most common; accepted: anything else.");
        }
        return Optional.empty();
    }

    private static Set<String> read() {
        try (InputStream file = PasswordPolicy.class.getResourceAsStream(COMMON)) {
            if (file == null) {
                throw new IllegalStateException(COMMON + " is not in the package");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
