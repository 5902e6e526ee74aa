package dev.tollgate.admin;

import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.Sessions;
import dev.tollgate.domain.identity.Sessions.Turned;
import dev.tollgate.domain.identity.Standings;
import dev.tollgate.domain.identity.User;
import dev.tollgate.identity.RefreshToken;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Changes a refresh token for the next one and an access token. An old refresh token that comes
 * back was copied: then its session ends for everybody who holds a token of it, as <a
 * href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2">RFC 9700, 4.14.2</a> has it.
 */
final class Renew {
    private final Sessions sessions;
    private final Standings standings;
    private final Accounts accounts;
    private final Tokens tokens;
    private final Journal journal;
    private final InstantSource clock;

    Renew(
            Sessions sessions,
            Standings standings,
            Accounts accounts,
            Tokens tokens,
            Journal journal,
            InstantSource clock) {
        this.sessions = sessions;
        this.standings = standings;
        this.accounts = accounts;
        this.tokens = tokens;
        this.journal = journal;
        this.clock = clock;
    }

    /** Empty for a token that is not good, whatever the reason. */
    Optional<Tokens.Pair> run(String text, String address) {
        return RefreshToken.parse(text).flatMap(token -> run(token, address));
    }

    private Optional<Tokens.Pair> run(RefreshToken token, String address) {
        var next = tokens.after(token);
        return switch (sessions.turn(
                token.session(), token.hashes(), next.hashes().turn(), clock.instant())) {
            case Turned.Done(var session) ->
                    holder(session).map(user -> renewed(user, session, next, address));
            case Turned.Reused(var session) -> {
                record("session.reuse_detected", "anonymous", session, address);
                sessions.revoke(session.id());
                yield Optional.empty();
            }
            case Turned.Over _, Turned.Unknown() -> Optional.empty();
        };
    }

    private Optional<User> holder(Session session) {
        return standings
                .of(session.organisation(), session.user(), session.id())
                .holder(clock.instant())
                .filter(accounts::isCurrent);
    }

    private Tokens.Pair renewed(User user, Session session, RefreshToken next, String address) {
        record("session.renewed", user.id().value(), session, address);
        return tokens.pair(session, next);
    }

    private void record(String type, String actor, Session session, String address) {
        journal.record(
                session.organisation(),
                actor,
                type,
                session.user().value(),
                Map.of("source_ip", address, "session", session.id().value()));
    }
}
