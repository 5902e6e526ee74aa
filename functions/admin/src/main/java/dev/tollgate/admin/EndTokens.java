package dev.tollgate.admin;

import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.Sessions;
import dev.tollgate.domain.identity.Users;
import dev.tollgate.identity.AccessTokens;
import dev.tollgate.identity.AccessTokens.Checked;
import dev.tollgate.identity.RefreshToken;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Ends tokens before their time: those of one session, of one user, of an organisation. Functions
 * that are warm notice within the bounds of docs/identity.md.
 */
final class EndTokens {
    private final Sessions sessions;
    private final Users users;
    private final UserChanges changes;
    private final AccessTokens access;
    private final Journal journal;
    private final InstantSource clock;

    EndTokens(
            Sessions sessions,
            Users users,
            UserChanges changes,
            AccessTokens access,
            Journal journal,
            InstantSource clock) {
        this.sessions = sessions;
        this.users = users;
        this.changes = changes;
        this.access = access;
        this.journal = journal;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Ended() implements Outcome {}

        /** There is nothing to end: not a token, or not one of this organisation, or over. */
        record Nothing() implements Outcome {}

        record NotYours() implements Outcome {}
    }

    /** {@code text} is an access or a refresh token; all tokens of its session end. */
    Outcome one(Principal caller, String text) {
        var session =
                session(text)
                        .flatMap(sessions::find)
                        .filter(it -> it.organisation().equals(caller.organisation()))
                        .filter(it -> !it.isOver(clock.instant()));
        return session.map(it -> end(caller, it)).orElseGet(Outcome.Nothing::new);
    }

    private Optional<SessionId> session(String text) {
        if (RefreshToken.isMeant(text)) {
            return RefreshToken.parse(text).map(RefreshToken::session);
        }
        return switch (access.check(text)) {
            case Checked.Genuine(var claims) -> Optional.of(claims.session());
            case Checked.Refused _ -> Optional.empty();
        };
    }

    private Outcome end(Principal caller, Session session) {
        boolean own = session.user().value().equals(caller.id());
        if (!own && !caller.may(Scope.TOKENS_REVOKE)) {
            return new Outcome.NotYours();
        }
        journal.record(
                caller,
                "session.revoked",
                session.user().value(),
                Map.of("session", session.id().value()));
        sessions.revoke(session.id());
        return new Outcome.Ended();
    }

    /** Ends all tokens of the caller's organisation, the caller's own among them. */
    void all(Principal caller) {
        journal.record(caller, "tokens.revoked_all", caller.organisation().value(), Map.of());
        users.raiseEpoch(caller.organisation(), clock.instant());
    }

    /** Ends all tokens of one user. */
    UserChanges.Outcome allOf(Principal caller, UserId id) {
        return changes.change(
                caller,
                id,
                user ->
                        new UserChanges.Step.To(
                                user.signedOut(clock.instant()),
                                "tokens.revoked_of_user",
                                Map.of()));
    }
}
