package dev.tollgate.admin;

import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import dev.tollgate.domain.identity.Users.Change;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Changes a user, or says why not: finds it, makes sure of the caller, records the change and makes
 * it. If somebody else was faster, it all begins again from what there is then.
 */
final class UserChanges {
    private static final int MOST_TRIES = 20;

    private final Users users;
    private final Authority authority;
    private final Accounts accounts;
    private final Journal journal;

    UserChanges(Users users, Authority authority, Accounts accounts, Journal journal) {
        this.users = users;
        this.authority = authority;
        this.accounts = accounts;
        this.journal = journal;
    }

    /** What is to be made of a user. */
    sealed interface Step {
        /** It becomes that one; {@code details} of the change are for the audit. */
        record To(User user, String type, Map<String, String> details) implements Step {}

        record Removal(User user) implements Step {}

        record Refused(Outcome why) implements Step {}
    }

    sealed interface Outcome {
        record Made(User user) implements Outcome {}

        record NotFound() implements Outcome {}

        record NotAllowed(Authority.Refusal why) implements Outcome {}

        /** The settings decide on their administrator, not the API. */
        record OfSettings() implements Outcome {}

        record LastOwner() implements Outcome {}

        /** What the change stood on is no more. */
        record Outdated() implements Outcome {}
    }

    /** The caller must have authority over the user, whoever that is. */
    Outcome change(Principal caller, UserId id, Function<User, Step> step) {
        return apply(
                caller,
                id,
                user ->
                        authority
                                .over(caller, user)
                                .<Step>map(why -> new Step.Refused(new Outcome.NotAllowed(why)))
                                .orElseGet(() -> step.apply(user)));
    }

    /** Makes a step that the caller may make in any case. */
    Outcome apply(Principal caller, UserId id, Function<User, Step> step) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var user = users.find(caller.organisation(), id);
            if (user.isEmpty()) {
                return new Outcome.NotFound();
            }
            var outcome =
                    switch (step.apply(user.get())) {
                        case Step.Refused(var why) -> Optional.of(why);
                        case Step.To to -> to(caller, user.get(), to);
                        case Step.Removal(var gone) -> remove(caller, gone);
                    };
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        throw new IllegalStateException("the user " + id + " never stands still");
    }

    private Optional<Outcome> to(Principal caller, User before, Step.To to) {
        if (isFixed(before, to.user())) {
            return Optional.of(new Outcome.OfSettings());
        }
        journal.record(caller, to.type(), before.id().value(), to.details());
        return outcome(caller, to.type(), to.user(), users.replace(to.user()));
    }

    private Optional<Outcome> remove(Principal caller, User user) {
        if (user.isOfSettings() && accounts.isCurrent(user)) {
            return Optional.of(new Outcome.OfSettings());
        }
        journal.record(caller, "user.deleted", user.id().value(), Map.of("name", user.name()));
        return outcome(caller, "user.deleted", user, users.remove(user));
    }

    /** Of the administrator of the settings, only the tokens can be ended. */
    private static boolean isFixed(User before, User after) {
        return before.isOfSettings()
                && !(after.isOfSettings()
                        && after.rights().equals(before.rights())
                        && after.disabled() == before.disabled());
    }

    /** Empty if it has to be tried again. What was recorded and did not happen is recorded too. */
    private Optional<Outcome> outcome(Principal caller, String type, User user, Change change) {
        return switch (change) {
            case MADE -> Optional.of(new Outcome.Made(user));
            case STALE -> {
                notMade(caller, type, user, "changed meanwhile");
                yield Optional.empty();
            }
            case LAST_OWNER -> {
                notMade(caller, type, user, "last owner");
                yield Optional.of(new Outcome.LastOwner());
            }
        };
    }

    private void notMade(Principal caller, String type, User user, String why) {
        journal.record(
                caller,
                "user.change_not_made",
                user.id().value(),
                Map.of("change", type, "reason", why));
    }
}
