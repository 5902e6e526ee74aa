package dev.tollgate.admin;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.identity.AccessTokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Gives the administrator an access token. */
final class SignIn {
    private final Administrator administrator;
    private final Guesses guesses;
    private final AccessTokens tokens;
    private final Duration lifetime;
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;
    private final RandomGenerator random;

    SignIn(
            Administrator administrator,
            Duration lifetime,
            AccessTokens tokens,
            Audit audit,
            InstantSource clock,
            RandomGenerator random) {
        this.administrator = administrator;
        this.lifetime = lifetime;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        guesses = new Guesses(clock);
        ids = new Ids(clock, random);
    }

    sealed interface Outcome {
        record SignedIn(String token, Duration lifetime) implements Outcome {}

        /** Which of name and password was wrong is not said. */
        record Rejected() implements Outcome {}

        record MustWait(Duration pause) implements Outcome {}
    }

    Outcome run(String name, String password, String address) {
        var pause = guesses.pause(address);
        if (pause.isPresent()) {
            return new Outcome.MustWait(pause.get());
        }
        if (!administrator.is(name, password)) {
            guesses.failed(address);
            record("admin.login_failed", "anonymous", address);
            return new Outcome.Rejected();
        }
        guesses.succeeded(address);
        var token = tokens.issue(administrator.principal(), lifetime, random);
        record("admin.login", administrator.principal().id(), address);
        return new Outcome.SignedIn(token, lifetime);
    }

    /** What was typed as a name is not kept: it may be a password in the wrong field. */
    private void record(String type, String actor, String address) {
        var owner = administrator.principal();
        audit.record(
                new AuditEvent(
                        ids.audit(),
                        owner.organisation(),
                        clock.instant(),
                        type,
                        actor,
                        owner.id(),
                        Map.of("source_ip", address)));
    }
}
