package dev.tollgate.admin;

import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.User;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Changes what a user may do, disables a user and enables one again; removes a user. */
final class ChangeUser {
    private final UserChanges changes;
    private final Authority authority;
    private final InstantSource clock;

    ChangeUser(UserChanges changes, Authority authority, InstantSource clock) {
        this.changes = changes;
        this.authority = authority;
        this.clock = clock;
    }

    /** What becomes of a user's team. */
    sealed interface Team {
        record Same() implements Team {}

        record None() implements Team {}

        record Of(String name) implements Team {}

        default Optional<String> after(Optional<String> before) {
            return switch (this) {
                case Same() -> before;
                case None() -> Optional.empty();
                case Of(var name) -> Optional.of(name);
            };
        }
    }

    /** What is asked for; what is empty stays. */
    record Wish(
            Optional<Set<Role>> roles,
            Optional<Set<String>> tools,
            Team team,
            Optional<Boolean> disabled) {
        Rights rights(Rights before) {
            return new Rights(
                    roles.orElse(before.roles()),
                    tools.orElse(before.allowedTools()),
                    team.after(before.team()));
        }
    }

    UserChanges.Outcome run(Principal caller, UserId id, Wish wish) {
        return changes.change(caller, id, user -> step(caller, user, wish));
    }

    UserChanges.Outcome remove(Principal caller, UserId id) {
        return changes.change(caller, id, UserChanges.Step.Removal::new);
    }

    private UserChanges.Step step(Principal caller, User user, Wish wish) {
        var rights = wish.rights(user.rights());
        var disabled = wish.disabled().orElse(user.disabled());
        if (rights.equals(user.rights()) && disabled == user.disabled()) {
            return new UserChanges.Step.Refused(new UserChanges.Outcome.Made(user));
        }
        return authority
                .toGive(caller, rights, user.rights().allowedTools())
                .<UserChanges.Step>map(why ->
                        new UserChanges.Step.Refused(new UserChanges.Outcome.NotAllowed(why)))
                .orElseGet(() -> to(user, user.with(rights, disabled, clock.instant())));
    }

    private static UserChanges.Step to(User before, User after) {
        return new UserChanges.Step.To(after, "user.changed", Changed.between(before, after));
    }
}
