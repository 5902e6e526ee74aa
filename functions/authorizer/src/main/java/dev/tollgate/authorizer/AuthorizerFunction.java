package dev.tollgate.authorizer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.SimpleIAMPolicyResponse;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Standings;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoApiKeys;
import dev.tollgate.dynamodb.DynamoStandings;
import dev.tollgate.identity.AccessTokens;
import dev.tollgate.identity.ExternalTokens;
import dev.tollgate.identity.Identified;
import dev.tollgate.identity.SecretsManagerSigningKeys;
import dev.tollgate.identity.SigningKeys;
import dev.tollgate.lambda.EmfMetrics;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Principals;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.rehearsal.Line;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * Says who calls, as an <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">HTTP
 * API authorizer</a> of format 2.0 with simple responses. It lets every request through: without a
 * principal in the context the edge of the function behind refuses it, as problem JSON that API
 * Gateway itself cannot give. A fault here is thrown, and API Gateway refuses the request.
 */
public final class AuthorizerFunction
        implements RequestHandler<APIGatewayV2CustomAuthorizerEvent, SimpleIAMPolicyResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizerFunction.class);

    private final Identify identify;
    private final Metrics metrics;

    /** As Lambda builds it. */
    public AuthorizerFunction() {
        this(Environment.ofProcess());
        Snapshot.prepare(Rehearsal::new);
    }

    public AuthorizerFunction(Environment environment) {
        this(Config.of(environment), environment);
    }

    private AuthorizerFunction(Config config, Environment environment) {
        this(config, wire(config, environment, Line.NETWORK));
    }

    AuthorizerFunction(Config config, Ports ports) {
        identify =
                new Identify(
                        ports.apiKeys(),
                        new AccessTokens(ports.signingKeys(), ports.clock()),
                        ExternalTokens.of(config.issuers(), ports.clock()),
                        new Holders(ports.standings(), config.tokenCheck(), ports.clock()),
                        ports.clock());
        metrics = ports.metrics();
    }

    /** What leaves the process, and time. */
    record Ports(
            ApiKeys apiKeys,
            Standings standings,
            SigningKeys signingKeys,
            Metrics metrics,
            InstantSource clock) {}

    static Ports wire(Config config, Environment environment, Line line) {
        return wire(Dynamo.connect(config.tablePrefix(), line), config, environment, line);
    }

    static Ports wire(Dynamo dynamo, Config config, Environment environment, Line line) {
        var clock = InstantSource.system();
        return new Ports(
                new DynamoApiKeys(dynamo),
                new DynamoStandings(dynamo),
                SecretsManagerSigningKeys.connect(config.secretPrefix(), line, clock),
                EmfMetrics.on(line, environment),
                clock);
    }

    @Override
    public SimpleIAMPolicyResponse handleRequest(
            APIGatewayV2CustomAuthorizerEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> answer(authorization(event)));
    }

    private SimpleIAMPolicyResponse answer(String authorization) {
        return switch (identify.run(authorization)) {
            case Identified.Known known -> pass(Principals.toContext(known.principal()));
            case Identified.Refused refused -> {
                var reason = refused.reason().text();
                LOG.info("the credential is {}", reason);
                metrics.count("credential_refused", Map.of("reason", reason));
                metrics.flush();
                yield pass(Map.of(Principals.REFUSAL, reason));
            }
        };
    }

    /** The identity source, which is also what API Gateway remembers the answer by. */
    private static String authorization(APIGatewayV2CustomAuthorizerEvent event) {
        return Optional.ofNullable(event.getIdentitySource()).orElse(List.of()).stream()
                .findFirst()
                .orElse("");
    }

    private static SimpleIAMPolicyResponse pass(Map<String, String> context) {
        return SimpleIAMPolicyResponse.builder()
                .withIsAuthorized(true)
                .withContext(context)
                .build();
    }
}
