package dev.tollgate.admin;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.User;
import dev.tollgate.secrets.SecretText;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The one account that the settings name; it owns its organisation. */
final class Administrator {
    private final String name;
    private final SecretText password;
    private final OrganisationId organisation;
    private final Passwords passwords;
    private Optional<Known> known = Optional.empty();

    /** {@code password} is plain text or an Argon2id hash. */
    Administrator(
            String name, SecretText password, OrganisationId organisation, Passwords passwords) {
        this.name = name;
        this.password = password;
        this.organisation = organisation;
        this.passwords = passwords;
    }

    /** The hash of a text, which is the text itself where that is one. */
    private record Known(String text, PasswordHash hash) {}

    UserId id() {
        return UserId.named("administrator", organisation.value(), name);
    }

    boolean isCalled(OrganisationId in, String asked) {
        return organisation.equals(in) && name.equalsIgnoreCase(asked);
    }

    /** As it stands among the users from the first sign-in on. */
    User user(Instant now) {
        return new User(
                id(),
                organisation,
                name,
                Optional.empty(),
                new Rights(Set.of(Role.OWNER), Set.of(Rights.ALL_TOOLS), Optional.empty()),
                false,
                0,
                1,
                "system",
                now,
                now);
    }

    /**
     * Plain text is hashed at the first sign-in and at the first after it was changed; not in the
     * constructor: a snapshot keeps that.
     *
     * @throws IllegalStateException if there is no password
     */
    synchronized PasswordHash hash() {
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
        return PasswordHash.isMeant(text) ? PasswordHash.parse(text) : passwords.hash(text);
    }
}
