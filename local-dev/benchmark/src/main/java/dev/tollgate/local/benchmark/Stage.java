package dev.tollgate.local.benchmark;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoApiKeys;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.identity.PresentedKey;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.lambda.Principals;
import dev.tollgate.lambda.Route;
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.Receiver;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.local.servers.SecretsServer;
import dev.tollgate.queue.OrderMessage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Servers, an agent that answers, a key; and for every function a request that it can serve. */
final class Stage implements AutoCloseable {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String TRACE = "00000000000000000000000000000001";

    private final RedisServer redis = RedisServer.inMemory();
    private final DynamoDbServer dynamo = DynamoDbServer.inMemory();
    private final SecretsServer secrets = SecretsServer.inMemory();
    private final Receiver receiver = Receiver.start();
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(clock, random);
    private final Dynamo tables;
    private final Agent agent;
    private final String key;

    private Stage() {
        BenchmarkMain.point(dynamo, secrets);
        tables = Dynamo.connect(BenchmarkMain.TABLE_PREFIX);
        tables.createTables();
        var organisation = ids.organisation();
        agent = MeasuredInvocation.agent(ids, organisation);
        MeasuredInvocation.register(agent, tables, receiver, random);
        key = key(organisation);
    }

    static Stage open() {
        return new Stage();
    }

    private String key(OrganisationId organisation) {
        var presented = PresentedKey.mint(ids.apiKey(), random);
        new DynamoApiKeys(tables)
                .add(
                        new ApiKey(
                                presented.id(),
                                organisation,
                                "bench",
                                presented.secretHash(),
                                Scope.all(),
                                Optional.empty(),
                                "usr_admin",
                                clock.instant(),
                                Optional.empty()));
        return presented.text();
    }

    /** What the functions are told. */
    Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("TABLE_PREFIX", tables.prefix()),
                Map.entry("REDIS_URL", redis.endpoint().toString()),
                Map.entry("ALLOW_LOOPBACK_WEBHOOKS", "true"),
                // Nothing is queued.
                Map.entry("DELIVERY_QUEUE_URL", "http://127.0.0.1:1/orders"),
                Map.entry("DELIVERY_DLQ_URL", "http://127.0.0.1:1/buried"),
                // Nothing is archived or exported.
                Map.entry("AUDIT_ARCHIVE_BUCKET", "archive"),
                Map.entry("AUDIT_EXPORT_BUCKET", "exports"),
                Map.entry("ALARM_SUSPENDS_EXHAUSTED_AGENTS", "true"),
                Map.entry("AGENT_GATEWAY_ADMIN_PASS", "benchmark"),
                Map.entry("AWS_ACCESS_KEY_ID", LocalAccount.ACCESS_KEY_ID),
                Map.entry("AWS_SECRET_ACCESS_KEY", LocalAccount.SECRET_ACCESS_KEY),
                Map.entry("AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString()),
                Map.entry("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint().toString()));
    }

    /** The invocation function comes first. */
    List<Scene> scenes() {
        return List.of(
                api(
                        LambdaFunction.INVOCATION,
                        Route.INVOKE,
                        "{\"input\":\"hi\",\"context\":{\"amount\":7}}",
                        "\"output\""),
                new Scene(
                        LambdaFunction.AUTHORIZER,
                        this::authorization,
                        answer -> answer.contains(agent.organisation().value())),
                new Scene(
                        LambdaFunction.DELIVERY,
                        this::delivery,
                        "{\"batchItemFailures\":[]}"::equals),
                new Scene(
                        LambdaFunction.MAINTENANCE,
                        () -> "{\"source\":\"aws.events\",\"detail\":{}}",
                        answer -> answer.contains("budgets_reconciled")),
                new Scene(
                        LambdaFunction.ALARMS,
                        this::alarm,
                        answer -> answer.contains("\"unreadable\":0")),
                api(LambdaFunction.REGISTRATION, Route.READ_AGENT, "", agent.id().value()),
                api(LambdaFunction.GOVERNANCE, Route.GOVERNANCE_STATUS, "", agent.id().value()),
                api(LambdaFunction.ADMIN, Route.API_HEALTH, "", "healthy"));
    }

    private Scene api(LambdaFunction function, Route route, String body, String mark) {
        return new Scene(
                function,
                () -> event(route, body),
                answer -> {
                    var response = Json.parse(answer);
                    return response.path("statusCode").asInt() == 200
                            && response.path("body").asText().contains(mark);
                });
    }

    private String event(Route route, String body) {
        var principal =
                new Principal(
                        agent.organisation(),
                        "key_1",
                        "bench",
                        Set.of(),
                        Scope.all(),
                        Optional.empty());
        var method = route.key().substring(0, route.key().indexOf(' '));
        return Json.write(
                Map.of(
                        "version",
                        "2.0",
                        "routeKey",
                        route.key(),
                        "headers",
                        Map.of("content-type", "application/json"),
                        "pathParameters",
                        Map.of("id", agent.id().value()),
                        "body",
                        body,
                        "requestContext",
                        Map.of(
                                "routeKey",
                                route.key(),
                                "requestId",
                                "req-1",
                                "http",
                                Map.of("method", method, "sourceIp", "192.0.2.7"),
                                "authorizer",
                                Map.of("lambda", Principals.toContext(principal)))));
    }

    private String authorization() {
        return Json.write(Map.of("version", "2.0", "identitySource", List.of("Bearer " + key)));
    }

    /** A new call for each, as an order is carried out once. */
    private String delivery() {
        var now = clock.instant();
        var row =
                new Invocation(
                        ids.invocation(),
                        agent.organisation(),
                        agent.id(),
                        Platform.CUSTOM_HTTP,
                        "production",
                        new Caller("key_1", Optional.empty(), ExternalIdentity.NONE, "192.0.2.7"),
                        TRACE,
                        InvocationStatus.QUEUED,
                        Optional.empty(),
                        Money.usd("0.05"),
                        Money.ZERO,
                        List.of(),
                        Optional.empty(),
                        now,
                        now.plus(HOUR),
                        Optional.empty(),
                        Optional.empty());
        new DynamoLineage(tables).open(row);
        var order =
                DeliveryOrder.call(
                        row.organisation(),
                        row.agent(),
                        row.id(),
                        "{\"input\":\"hi\"}",
                        "00-" + TRACE + "-0000000000000001-01",
                        now);
        return Json.write(
                Map.of(
                        "Records",
                        List.of(Map.of("messageId", "1", "body", OrderMessage.write(order)))));
    }

    /** One after which the books are looked at; another for each, as each is acted on once. */
    private String alarm() {
        var message =
                Json.write(
                        Map.of(
                                "AlarmName", "tollgate-ExternalAgentBudgetExhausted",
                                "OldStateValue", "OK",
                                "NewStateValue", "ALARM",
                                "StateChangeTime", "2026-01-01T00:00:00.000+0000"));
        return Json.write(
                Map.of(
                        "Records",
                        List.of(
                                Map.of(
                                        "Sns",
                                        Map.of(
                                                "MessageId",
                                                ids.audit().value(),
                                                "Message",
                                                message)))));
    }

    @Override
    public void close() {
        receiver.close();
        secrets.close();
        dynamo.close();
        redis.close();
    }
}
