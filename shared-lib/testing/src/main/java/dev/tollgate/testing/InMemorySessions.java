package dev.tollgate.testing;

import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.Sessions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The twin of {@link Sessions}. */
public final class InMemorySessions implements Sessions {
    private final Map<SessionId, Kept> all = new HashMap<>();

    private record Kept(Session session, Hashes hashes) {}

    @Override
    public synchronized void open(Session session, Hashes hashes) {
        if (all.putIfAbsent(session.id(), new Kept(session, hashes)) != null) {
            throw new IllegalStateException("there is a session " + session.id() + " already");
        }
    }

    @Override
    public synchronized Optional<Session> find(SessionId id) {
        return Optional.ofNullable(all.get(id)).map(Kept::session);
    }

    @Override
    public synchronized Turned turn(SessionId id, Hashes presented, String next, Instant now) {
        var kept = all.get(id);
        if (kept == null || !kept.hashes().family().equals(presented.family())) {
            return new Turned.Unknown();
        }
        if (kept.session().isOver(now)) {
            return new Turned.Over(kept.session());
        }
        if (!kept.hashes().turn().equals(presented.turn())) {
            return new Turned.Reused(kept.session());
        }
        all.put(id, new Kept(kept.session(), new Hashes(presented.family(), next)));
        return new Turned.Done(kept.session());
    }

    @Override
    public synchronized void revoke(SessionId id) {
        all.computeIfPresent(id, (_, kept) -> new Kept(kept.session().revokedNow(), kept.hashes()));
    }
}
