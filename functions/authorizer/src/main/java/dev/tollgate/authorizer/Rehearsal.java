package dev.tollgate.authorizer;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.identity.AccessTokens;
import dev.tollgate.identity.PresentedKey;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Principals;
import dev.tollgate.lambda.RehearsedAgent;
import dev.tollgate.lambda.RehearsedContext;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A key and a token that are known, and one that is not, from the event to the answer. */
final class Rehearsal implements Runnable {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final AuthorizerFunction function;
    private final String key;
    private final String token;

    Rehearsal(Environment environment) {
        var ports = AuthorizerFunction.wire(environment, Line.REHEARSAL);
        var random = Snapshot.random(Line.REHEARSAL);
        var presented = PresentedKey.mint(new ApiKeyId("key_00000000000000000000000000"), random);
        var stored =
                new ApiKey(
                        presented.id(),
                        RehearsedAgent.ORGANISATION,
                        "rehearsal",
                        presented.secretHash(),
                        Scope.all(),
                        Optional.empty(),
                        "usr_rehearsal",
                        Instant.EPOCH,
                        Optional.empty());
        ports.apiKeys().add(stored);
        function = new AuthorizerFunction(ports);
        key = presented.text();
        token =
                new AccessTokens(ports.signingKey(), ports.clock())
                        .issue(stored.principal(), LIFETIME, random);
    }

    @Override
    public void run() {
        require(true, identified(key));
        require(true, identified(token));
        require(false, identified("nobody"));
    }

    private boolean identified(String credential) {
        var event =
                APIGatewayV2CustomAuthorizerEvent.builder()
                        .withIdentitySource(List.of("Bearer " + credential))
                        .build();
        return !function.handleRequest(event, new RehearsedContext())
                .getContext()
                .containsKey(Principals.REFUSAL);
    }

    private static void require(boolean expected, boolean identified) {
        if (identified != expected) {
            throw new IllegalStateException("the rehearsal identified wrongly");
        }
    }
}
