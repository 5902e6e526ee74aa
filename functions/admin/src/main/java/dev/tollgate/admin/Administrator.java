package dev.tollgate.admin;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The one account that the settings name; it owns its organisation. */
final class Administrator {
    private final String name;
    private final String password;
    private final OrganisationId organisation;
    private final RandomGenerator random;
    private Optional<PasswordHash> hash = Optional.empty();

    /** {@code password} is plain text or an Argon2id hash. */
    Administrator(
            String name, String password, OrganisationId organisation, RandomGenerator random) {
        this.name = name;
        this.password = password;
        this.organisation = organisation;
        this.random = random;
        if (PasswordHash.isMeant(password)) {
            hash = Optional.of(PasswordHash.parse(password));
        }
    }

    Principal principal() {
        return new Principal(
                organisation, "usr_" + name, name, Set.of("owner"), Scope.all(), Optional.empty());
    }

    /**
     * Does the same work for a wrong name as for a wrong password. One at a time: each takes 64
     * MiB.
     */
    synchronized boolean is(String givenName, String givenPassword) {
        boolean rightPassword = hash().matches(givenPassword);
        boolean rightName = MessageDigest.isEqual(bytes(givenName), bytes(name));
        return rightPassword && rightName;
    }

    /** Plain text is hashed at the first sign-in, not in the constructor: a snapshot keeps that. */
    private PasswordHash hash() {
        var known = hash.orElseGet(() -> PasswordHash.of(password, PasswordHash.USUAL, random));
        hash = Optional.of(known);
        return known;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
