package dev.tollgate.admin;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import java.time.InstantSource;
import java.util.Optional;

/** Who may sign in: the users, and the administrator of the settings. */
final class Accounts {
    private final Users users;
    private final Administrator administrator;
    private final InstantSource clock;

    Accounts(Users users, Administrator administrator, InstantSource clock) {
        this.users = users;
        this.administrator = administrator;
        this.clock = clock;
    }

    record Account(User user, PasswordHash hash) {}

    /**
     * Takes as long for a name that nobody has.
     *
     * @throws IllegalStateException if the administrator has no password, whoever is asked for
     */
    Optional<Account> find(OrganisationId organisation, String name) {
        var hash = administrator.hash();
        var stored = users.find(organisation, name);
        if (!administrator.isCalled(organisation, name)) {
            return stored.flatMap(user ->
                    user.passwordHash().map(own -> new Account(user, PasswordHash.parse(own))));
        }
        if (stored.filter(user -> !user.isOfSettings()).isPresent()) {
            throw new IllegalStateException(
                    "the administrator of the settings is called as a user is; set another"
                            + " AGENT_GATEWAY_ADMIN_USER, or delete the user");
        }
        return Optional.of(
                new Account(stored.orElseGet(() -> administrator.user(clock.instant())), hash));
    }

    /** Makes sure that who signs in is among the users. */
    void keep(User user) {
        if (user.isOfSettings() && users.find(user.organisation(), user.id()).isEmpty()) {
            // Another of many sign-ins may have been faster, which comes to the same.
            var _ = users.add(user);
        }
    }

    /** An administrator of settings that have changed since has no account any more. */
    boolean isCurrent(User user) {
        return !user.isOfSettings() || user.id().equals(administrator.id());
    }

    boolean isAdministrator(OrganisationId organisation, String name) {
        return administrator.isCalled(organisation, name);
    }
}
