package dev.tollgate.outbound;

import dev.tollgate.domain.outbound.Execution.NoToken;
import dev.tollgate.domain.outbound.OutboundAuth.OAuth2;
import dev.tollgate.outbound.TokenAnswer.Nothing;
import dev.tollgate.outbound.TokenAnswer.Token;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tokens kept until they are about to expire. Calls that need the same token at once share one
 * fetch, its failure included: a token endpoint in trouble is not asked once per waiting call.
 */
final class Tokens {
    private static final int MOST = 1000;

    private final TokenEndpoint endpoint;
    private final InstantSource clock;
    private final Map<String, Token> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final ConcurrentHashMap<String, CompletableFuture<TokenAnswer>> fetches =
            new ConcurrentHashMap<>();

    Tokens(TokenEndpoint endpoint, InstantSource clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * The token to use now, fetched if need be.
     *
     * @param version of the agent's credentials, so that a rotated one never meets an old token
     */
    TokenAnswer of(OAuth2 client, int version, Deadline deadline) {
        var key = key(client, version);
        var known = usable(key);
        if (known.isPresent()) {
            return known.get();
        }
        var mine = new CompletableFuture<TokenAnswer>();
        var others = fetches.putIfAbsent(key, mine);
        return others == null ? lead(key, mine, client, deadline) : follow(others, deadline);
    }

    /** Forgets this token, and not the one that another call may have fetched since. */
    void drop(OAuth2 client, int version, Token refused) {
        synchronized (kept) {
            kept.remove(key(client, version), refused);
        }
    }

    private TokenAnswer lead(
            String key, CompletableFuture<TokenAnswer> mine, OAuth2 client, Deadline deadline) {
        TokenAnswer answer = nothing("Asking for it failed.");
        try {
            // Another call may have fetched it between our look and our claim.
            answer = usable(key).orElseGet(() -> endpoint.fetch(client, deadline));
            if (answer instanceof Token token) {
                keep(key, token);
            }
            return answer;
        } finally {
            fetches.remove(key, mine);
            mine.complete(answer);
        }
    }

    private static TokenAnswer follow(CompletableFuture<TokenAnswer> others, Deadline deadline) {
        try {
            return others.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return nothing("It did not answer in time.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return nothing("The gate stopped waiting for it.");
        } catch (ExecutionException never) {
            throw new IllegalStateException("a fetch is only ever completed with an answer", never);
        }
    }

    private Optional<TokenAnswer> usable(String key) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(key))
                    .filter(it -> clock.instant().isBefore(it.usableUntil()))
                    .map(it -> it);
        }
    }

    private void keep(String key, Token token) {
        synchronized (kept) {
            kept.put(key, token);
            if (kept.size() > MOST) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
    }

    private static TokenAnswer nothing(String reason) {
        return new Nothing(new NoToken("The token endpoint gave no token. " + reason, true));
    }

    private static String key(OAuth2 client, int version) {
        return Digests.of(
                Integer.toString(version),
                client.tokenUrl().toString(),
                client.clientId(),
                client.clientSecret(),
                client.scope().orElse(""),
                client.audience().orElse(""));
    }
}
