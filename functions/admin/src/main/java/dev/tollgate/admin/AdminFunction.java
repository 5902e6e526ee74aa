package dev.tollgate.admin;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Attempts;
import dev.tollgate.domain.identity.LinkedAccounts;
import dev.tollgate.domain.identity.Sessions;
import dev.tollgate.domain.identity.Standings;
import dev.tollgate.domain.identity.Users;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoApiKeys;
import dev.tollgate.dynamodb.DynamoAttempts;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoLinkedAccounts;
import dev.tollgate.dynamodb.DynamoSessions;
import dev.tollgate.dynamodb.DynamoStandings;
import dev.tollgate.dynamodb.DynamoUsers;
import dev.tollgate.identity.SecretsManagerSigningKeys;
import dev.tollgate.identity.SigningKeys;
import dev.tollgate.lambda.Action;
import dev.tollgate.lambda.AuditRetention;
import dev.tollgate.lambda.Edge;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Route;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.measure.Measures;
import dev.tollgate.queue.QueueProbe;
import dev.tollgate.redis.RedisTallies;
import dev.tollgate.rehearsal.Line;
import dev.tollgate.secrets.SecretText;
import dev.tollgate.secrets.SecretsManagerText;
import dev.tollgate.secrets.SecretsProbe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/** Sign in, API keys, health, and the description of the whole API. */
public final class AdminFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(3);

    private final Edge edge;

    /** As Lambda builds it. */
    public AdminFunction() {
        this(Environment.ofProcess());
        Snapshot.prepare(Rehearsal::new);
    }

    public AdminFunction(Environment environment) {
        this(Config.of(environment), environment);
    }

    private AdminFunction(Config config, Environment environment) {
        this(config, wire(config, environment, Line.NETWORK));
    }

    AdminFunction(Config config, Ports ports) {
        edge = new Edge(actions(config, ports), ports.metrics(), ports.random());
    }

    /**
     * What leaves the process, time and chance.
     *
     * @param services what health asks, by name
     */
    record Ports(
            ApiKeys apiKeys,
            People people,
            Audit audit,
            SigningKeys signingKeys,
            SecretText adminPassword,
            Map<String, Callable<?>> services,
            Metrics metrics,
            InstantSource clock,
            RandomGenerator random) {}

    /** Users, what they do with their tokens, and who they are elsewhere. */
    record People(
            Users users,
            Sessions sessions,
            Standings standings,
            Attempts attempts,
            LinkedAccounts accounts,
            Agents agents) {}

    static Ports wire(Config config, Environment environment, Line line) {
        var dynamo = Dynamo.connect(config.tablePrefix(), line);
        var redis = config.redis().connect(line);
        var clock = InstantSource.system();
        var random = Snapshot.random(line);
        return new Ports(
                new DynamoApiKeys(dynamo),
                new People(
                        new DynamoUsers(dynamo, random),
                        new DynamoSessions(dynamo),
                        new DynamoStandings(dynamo),
                        new DynamoAttempts(dynamo),
                        new DynamoLinkedAccounts(dynamo),
                        new DynamoAgents(dynamo, random)),
                new DynamoAudit(dynamo, AuditRetention.of(environment), clock, random),
                SecretsManagerSigningKeys.connect(config.secretPrefix(), line, clock),
                adminPassword(config, line),
                Map.of(
                        "database", dynamo::ping,
                        "redis", redis::ping,
                        "secrets",
                                SecretsProbe.connect(
                                                config.secretPrefix()
                                                        + SecretsManagerSigningKeys.NAME,
                                                line)
                                        ::ping,
                        "queue", QueueProbe.connect(config.deliveryQueue(), line)::ping),
                Measures.on(
                                line,
                                environment,
                                new RedisTallies(config.redis().connect(line), clock),
                                clock,
                                random)
                        .metrics(),
                clock,
                random);
    }

    private static SecretText adminPassword(Config config, Line line) {
        return switch (config.adminPassword()) {
            case Password.Given(var text) -> () -> text;
            case Password.InSecret(var name) ->
                    SecretsManagerText.connect(
                            name, "the administrator's password or its Argon2id hash", line);
        };
    }

    private static Map<Route, Action> actions(Config config, Ports ports) {
        var health = new Health(ports.services(), LONGEST_CHECK, ports.clock());
        var actions = new EnumMap<Route, Action>(Route.class);
        actions.put(Route.HEALTH, _ -> health.alive());
        actions.put(Route.WORKER_HEALTH, _ -> health.worker());
        actions.put(Route.API_HEALTH, _ -> health.services());
        actions.put(Route.OPENAPI, new Description()::read);
        actions.putAll(new Parts(config, ports).actions());
        return actions;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return edge.answer(event, context);
    }
}
