package dev.tollgate.domain.identity;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person who signs in.
 *
 * @param name to sign in with, one of a kind in its organisation, whatever the case
 * @param passwordHash an Argon2id hash; empty for the administrator of the settings, whose password
 *     is there
 * @param epoch rises when all tokens of the user end
 * @param version counts changes, from 1
 * @param createdBy the id of a principal
 */
public record User(
        UserId id,
        OrganisationId organisation,
        String name,
        Optional<String> passwordHash,
        Rights rights,
        boolean disabled,
        long epoch,
        int version,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {
    /** What the name of a user looks like. */
    public static final String NAME_PATTERN = "[A-Za-z0-9._@-]{1,64}";

    /** Of a password that a user may have, in characters. */
    public static final int LONGEST_PASSWORD = 128;

    /** Of what is taken for a name at a sign-in, whether somebody can be called so or not. */
    public static final int LONGEST_TYPED_NAME = 256;

    /** The same of passwords. */
    public static final int LONGEST_TYPED_PASSWORD = 1024;

    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

    public User {
        checkedName(name);
        if (epoch < 0 || version < 1) {
            throw new IllegalArgumentException("a user's epoch and version count up");
        }
    }

    /** The same name, if a user may have it. */
    public static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not the name of a user; accepted: 1 to 64 of A-Z a-z 0-9 . _ @ -");
        }
        return name;
    }

    /** The administrator of the settings. */
    public boolean isOfSettings() {
        return passwordHash.isEmpty();
    }

    /** An owner who can sign in: an organisation keeps at least one. */
    public boolean owns() {
        return rights.own() && !disabled;
    }

    /** Disabled users cannot sign in; when one is disabled, its tokens end. */
    public User with(Rights others, boolean isDisabled, Instant now) {
        return next(
                passwordHash, others, isDisabled, isDisabled && !disabled ? epoch + 1 : epoch, now);
    }

    public User withPassword(String hash, Instant now) {
        return next(Optional.of(hash), rights, disabled, epoch + 1, now);
    }

    /** All tokens of before end. */
    public User signedOut(Instant now) {
        return next(passwordHash, rights, disabled, epoch + 1, now);
    }

    private User next(
            Optional<String> hash, Rights others, boolean isDisabled, long next, Instant now) {
        return new User(
                id,
                organisation,
                name,
                hash,
                others,
                isDisabled,
                next,
                version + 1,
                createdBy,
                createdAt,
                now);
    }

    public Principal principal() {
        return new Principal(
                organisation,
                id.value(),
                name,
                rights.roles().stream().map(Role::text).collect(Collectors.toSet()),
                rights.scopes(),
                rights.team());
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
