package dev.tollgate.admin;

import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Gives somebody with the right password an access token and a refresh token. */
final class SignIn {
    private final Accounts accounts;
    private final Users users;
    private final Passwords passwords;
    private final Lockout lockout;
    private final Tokens tokens;
    private final Journal journal;

    SignIn(
            Accounts accounts,
            Users users,
            Passwords passwords,
            Lockout lockout,
            Tokens tokens,
            Journal journal) {
        this.accounts = accounts;
        this.users = users;
        this.passwords = passwords;
        this.lockout = lockout;
        this.tokens = tokens;
        this.journal = journal;
    }

    sealed interface Outcome {
        record SignedIn(Tokens.Pair tokens) implements Outcome {}

        /** Which of name and password was wrong, or that the user is disabled, is not said. */
        record Rejected() implements Outcome {}

        record MustWait(Duration pause) implements Outcome {}
    }

    Outcome run(Lockout.Attempt attempt, String password) {
        var pause = lockout.begin(attempt);
        if (pause.isPresent()) {
            return new Outcome.MustWait(pause.get());
        }
        return authenticate(attempt, password)
                .<Outcome>map(user -> signedIn(user, attempt))
                .orElseGet(() -> rejected(attempt));
    }

    private Optional<User> authenticate(Lockout.Attempt attempt, String password) {
        var account = accounts.find(attempt.organisation(), attempt.name());
        boolean right = passwords.match(account.map(Accounts.Account::hash), password);
        return account.map(Accounts.Account::user).filter(user -> right && !user.disabled());
    }

    private Outcome signedIn(User user, Lockout.Attempt attempt) {
        var session = tokens.session(user, users.epoch(user.organisation()).number());
        journal.record(
                user.principal(),
                "admin.login",
                user.id().value(),
                Map.of("source_ip", attempt.address(), "session", session.id().value()));
        lockout.succeeded(attempt);
        accounts.keep(user);
        return new Outcome.SignedIn(tokens.open(session));
    }

    /** What was typed as a name is not kept: it may be a password in the wrong field. */
    private Outcome rejected(Lockout.Attempt attempt) {
        journal.record(
                attempt.organisation(),
                "anonymous",
                "admin.login_failed",
                "sign-in",
                Map.of("source_ip", attempt.address()));
        return new Outcome.Rejected();
    }
}
