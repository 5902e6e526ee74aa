package dev.tollgate.admin;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.identity.PresentedKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Makes an API key. Nobody gives away more than they have. */
final class IssueKey {
    private final ApiKeys keys;
    private final Journal journal;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Ids ids;

    IssueKey(ApiKeys keys, Journal journal, InstantSource clock, RandomGenerator random, Ids ids) {
        this.keys = keys;
        this.journal = journal;
        this.clock = clock;
        this.random = random;
        this.ids = ids;
    }

    /** What is asked for. */
    record Wish(
            String name, Set<Scope> scopes, Optional<String> team, Optional<Instant> expiresAt) {}

    sealed interface Outcome {
        record Issued(ApiKey key, PresentedKey presented) implements Outcome {}

        record ScopesNotHeld(List<String> missing) implements Outcome {}

        /** A caller that belongs to a team makes keys for that team only. */
        record TeamNotHeld(String team) implements Outcome {}
    }

    Outcome run(Principal caller, Wish wish) {
        var missing = texts(wish.scopes().stream().filter(scope -> !caller.may(scope)).toList());
        if (!missing.isEmpty()) {
            return new Outcome.ScopesNotHeld(missing);
        }
        var team = wish.team().or(caller::team);
        if (caller.team().isPresent() && !caller.team().equals(team)) {
            return new Outcome.TeamNotHeld(team.orElseThrow());
        }
        var presented = PresentedKey.mint(ids.apiKey(), random);
        var key =
                new ApiKey(
                        presented.id(),
                        caller.organisation(),
                        wish.name(),
                        presented.secretHash(),
                        wish.scopes(),
                        team,
                        caller.id(),
                        clock.instant(),
                        wish.expiresAt());
        journal.record(
                caller,
                "api_key.created",
                key.id().value(),
                Map.of("name", key.name(), "scopes", String.join(" ", texts(key.scopes()))));
        keys.add(key);
        return new Outcome.Issued(key, presented);
    }

    private static List<String> texts(Collection<Scope> scopes) {
        return scopes.stream().map(Scope::text).sorted().collect(Collectors.toList());
    }
}
