package dev.tollgate.admin;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.identity.SecretText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The one account that the settings name; it owns its organisation. */
final class Administrator {
    private final String name;
    private final SecretText password;
    private final OrganisationId organisation;
    private final RandomGenerator random;
    private Optional<Known> known = Optional.empty();

    /** {@code password} is plain text or an Argon2id hash. */
    Administrator(
            String name, SecretText password, OrganisationId organisation, RandomGenerator random) {
        this.name = name;
        this.password = password;
        this.organisation = organisation;
        this.random = random;
    }

    /** The hash of a text, which is the text itself where that is one. */
    private record Known(String text, PasswordHash hash) {}

    Principal principal() {
        return new Principal(
                organisation, "usr_" + name, name, Set.of("owner"), Scope.all(), Optional.empty());
    }

    /**
     * Does the same work for a wrong name as for a wrong password. One at a time: each takes 64
     * MiB.
     *
     * @throws IllegalStateException if there is no password to compare with, whoever asks
     */
    synchronized boolean is(String givenName, String givenPassword) {
        boolean rightPassword = hash().matches(givenPassword);
        boolean rightName = MessageDigest.isEqual(bytes(givenName), bytes(name));
        return rightPassword && rightName;
    }

    /**
     * Plain text is hashed at the first sign-in and at the first after it was changed; not in the
     * constructor: a snapshot keeps that.
     */
    private PasswordHash hash() {
        var text = password.read();
        var current =
                known.filter(it -> it.text().equals(text))
                        .orElseGet(() -> new Known(text, hash(text)));
        known = Optional.of(current);
        return current.hash();
    }

    private PasswordHash hash(String text) {
        if (text.isBlank()) {
            throw new IllegalStateException("the administrator's password is blank");
        }
        return PasswordHash.isMeant(text)
                ? PasswordHash.parse(text)
                : PasswordHash.of(text, PasswordHash.USUAL, random);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
