package dev.tollgate.authorizer;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.User;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoSessions;
import dev.tollgate.dynamodb.DynamoUsers;
import dev.tollgate.identity.AccessTokens;
import dev.tollgate.identity.PresentedKey;
import dev.tollgate.identity.RefreshToken;
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
import java.util.Set;
import java.util.random.RandomGenerator;

/** A key and a token that are known, and one that is not, from the event to the answer. */
final class Rehearsal implements Runnable {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String NAME = "rehearsal";
    private static final String BODY = "00000000000000000000000000";

    private final AuthorizerFunction function;
    private final String key;
    private final String token;

    Rehearsal(Environment environment) {
        var config = Config.of(environment);
        var dynamo = Dynamo.connect(config.tablePrefix(), Line.REHEARSAL);
        var ports = AuthorizerFunction.wire(dynamo, config, environment, Line.REHEARSAL);
        var random = Snapshot.random(Line.REHEARSAL);
        function = new AuthorizerFunction(config, ports);
        key = key(ports, random);
        var session = session(dynamo, ports.clock().instant(), random);
        token =
                new AccessTokens(ports.signingKeys(), ports.clock())
                        .issue(session, LIFETIME, random)
                        .text();
    }

    private static String key(AuthorizerFunction.Ports ports, RandomGenerator random) {
        var presented = PresentedKey.mint(new ApiKeyId("key_" + BODY), random);
        ports.apiKeys()
                .add(
                        new ApiKey(
                                presented.id(),
                                RehearsedAgent.ORGANISATION,
                                NAME,
                                presented.secretHash(),
                                Scope.all(),
                                Optional.empty(),
                                "usr_rehearsal",
                                Instant.EPOCH,
                                Optional.empty()));
        return presented.text();
    }

    private static Session session(Dynamo dynamo, Instant now, RandomGenerator random) {
        var user =
                new User(
                        new UserId("usr_" + BODY),
                        RehearsedAgent.ORGANISATION,
                        NAME,
                        Optional.of(NAME),
                        new Rights(Set.of(Role.OWNER), Set.of(), Optional.empty()),
                        false,
                        0,
                        1,
                        NAME,
                        now,
                        now);
        var _ = new DynamoUsers(dynamo, random).add(user);
        var session =
                new Session(
                        new SessionId("ses_" + BODY),
                        user.organisation(),
                        user.id(),
                        0,
                        0,
                        now,
                        now.plus(LIFETIME),
                        false);
        new DynamoSessions(dynamo).open(session, RefreshToken.first(session.id(), random).hashes());
        return session;
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
