package dev.tollgate.admin;

import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Attempts;
import dev.tollgate.domain.identity.Attempts.Start;
import dev.tollgate.domain.identity.Backoff;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives a user another password, and ends the user's tokens. One's own takes the present one, so
 * that a stolen token is not enough; somebody else's takes authority over the user.
 */
final class ChangePassword {
    private static final Backoff BACKOFF =
            new Backoff(5, Duration.ofMinutes(1), Duration.ofMinutes(15));

    private final Users users;
    private final UserChanges changes;
    private final PasswordPolicy policy;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Journal journal;
    private final InstantSource clock;

    ChangePassword(
            Users users,
            UserChanges changes,
            PasswordPolicy policy,
            Passwords passwords,
            Attempts attempts,
            Journal journal,
            InstantSource clock) {
        this.users = users;
        this.changes = changes;
        this.policy = policy;
        this.passwords = passwords;
        this.attempts = attempts;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param present the password until now; needed for one's own
     */
    record Wish(UserId id, Optional<String> present, String next) {
        /** Without the passwords. */
        @Override
        public String toString() {
            return "Wish[" + id + "]";
        }
    }

    sealed interface Outcome {
        record Decided(UserChanges.Outcome outcome) implements Outcome {}

        /** Or none was given for one's own. */
        record WrongPassword() implements Outcome {}

        record MustWait(Duration pause) implements Outcome {}

        /** {@code detail} follows the name of the field. */
        record BadPassword(String detail) implements Outcome {}

        /** It is somebody else's. */
        record NotYours() implements Outcome {}
    }

    Outcome run(Principal caller, Wish wish) {
        boolean own = wish.id().value().equals(caller.id());
        if (!own && !caller.may(Scope.USERS_WRITE)) {
            return new Outcome.NotYours();
        }
        var user = users.find(caller.organisation(), wish.id());
        if (user.isEmpty()) {
            return new Outcome.Decided(new UserChanges.Outcome.NotFound());
        }
        var refusal = policy.refusal(user.get().name(), wish.next());
        if (refusal.isPresent()) {
            return new Outcome.BadPassword(refusal.get());
        }
        return own ? own(caller, user.get(), wish) : others(caller, wish);
    }

    private Outcome others(Principal caller, Wish wish) {
        return new Outcome.Decided(changes.change(caller, wish.id(), to(wish)));
    }

    private Outcome own(Principal caller, User user, Wish wish) {
        var key = "password#" + user.id();
        if (attempts.begin(key, BACKOFF, clock.instant()) instanceof Start.MustWait(var pause)) {
            return new Outcome.MustWait(pause);
        }
        var hash = user.passwordHash().map(PasswordHash::parse);
        if (!passwords.match(hash, wish.present().orElse(""))) {
            journal.record(caller, "user.password_change_failed", user.id().value(), Map.of());
            return new Outcome.WrongPassword();
        }
        attempts.forget(key);
        return new Outcome.Decided(
                changes.apply(
                        caller,
                        wish.id(),
                        now ->
                                now.passwordHash().equals(user.passwordHash())
                                        ? to(wish).apply(now)
                                        : new UserChanges.Step.Refused(
                                                new UserChanges.Outcome.Outdated())));
    }

    private Function<User, UserChanges.Step> to(Wish wish) {
        var hash = passwords.hash(wish.next()).toString();
        return user ->
                new UserChanges.Step.To(
                        user.withPassword(hash, clock.instant()),
                        "user.password_changed",
                        Map.of());
    }
}
