package dev.tollgate.admin;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import dev.tollgate.domain.identity.Users.Addition;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a user. */
final class AddUser {
    private final Users users;
    private final Accounts accounts;
    private final Authority authority;
    private final PasswordPolicy policy;
    private final Passwords passwords;
    private final Journal journal;
    private final InstantSource clock;
    private final Ids ids;

    AddUser(
            Users users,
            Accounts accounts,
            Authority authority,
            PasswordPolicy policy,
            Passwords passwords,
            Journal journal,
            InstantSource clock,
            Ids ids) {
        this.users = users;
        this.accounts = accounts;
        this.authority = authority;
        this.policy = policy;
        this.passwords = passwords;
        this.journal = journal;
        this.clock = clock;
        this.ids = ids;
    }

    /** What is asked for. */
    record Wish(String name, String password, Rights rights) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Wish[" + name + "]";
        }
    }

    sealed interface Outcome {
        record Added(User user) implements Outcome {}

        record NameTaken() implements Outcome {}

        record NotAllowed(Authority.Refusal why) implements Outcome {}

        /** {@code detail} follows the name of the field. */
        record BadPassword(String detail) implements Outcome {}
    }

    Outcome run(Principal caller, Wish wish) {
        var refusal = policy.refusal(wish.name(), wish.password());
        if (refusal.isPresent()) {
            return new Outcome.BadPassword(refusal.get());
        }
        var rights = ofTeam(caller, wish.rights());
        return authority
                .toGive(caller, rights, Set.of())
                .<Outcome>map(Outcome.NotAllowed::new)
                .orElseGet(() -> add(caller, wish, rights));
    }

    /** A caller that belongs to a team makes users of that team unless it says otherwise. */
    private static Rights ofTeam(Principal caller, Rights asked) {
        return new Rights(asked.roles(), asked.allowedTools(), asked.team().or(caller::team));
    }

    private Outcome add(Principal caller, Wish wish, Rights rights) {
        if (isTaken(caller, wish.name())) {
            return new Outcome.NameTaken();
        }
        var user = user(caller, wish, rights);
        journal.record(caller, "user.created", user.id().value(), Changed.of(user));
        if (users.add(user) == Addition.TAKEN) {
            journal.record(
                    caller,
                    "user.change_not_made",
                    user.id().value(),
                    Map.of("change", "user.created", "reason", "name taken meanwhile"));
            return new Outcome.NameTaken();
        }
        return new Outcome.Added(user);
    }

    private boolean isTaken(Principal caller, String name) {
        return accounts.isAdministrator(caller.organisation(), name)
                || users.find(caller.organisation(), name).isPresent();
    }

    private User user(Principal caller, Wish wish, Rights rights) {
        var hash = passwords.hash(wish.password()).toString();
        var now = clock.instant();
        return new User(
                ids.user(),
                caller.organisation(),
                wish.name(),
                Optional.of(hash),
                rights,
                false,
                0,
                1,
                caller.id(),
                now,
                now);
    }
}
