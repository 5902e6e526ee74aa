package dev.tollgate.invocation;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.governance.Rulebook;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.LineageQuery;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.domain.policy.CombiningAlgorithm;
import dev.tollgate.domain.policy.FailMode;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.hold.AesSealedOrders;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Principals;
import dev.tollgate.measure.Measures;
import dev.tollgate.testing.InMemoryAgents;
import dev.tollgate.testing.InMemoryApprovalSettings;
import dev.tollgate.testing.InMemoryApprovals;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryBudgets;
import dev.tollgate.testing.InMemoryCounters;
import dev.tollgate.testing.InMemoryCredentials;
import dev.tollgate.testing.InMemoryDeliveries;
import dev.tollgate.testing.InMemoryDeliveryQueue;
import dev.tollgate.testing.InMemoryIdempotencyKeys;
import dev.tollgate.testing.InMemoryKillSwitches;
import dev.tollgate.testing.InMemoryLimits;
import dev.tollgate.testing.InMemoryLineage;
import dev.tollgate.testing.InMemoryLinkedAccounts;
import dev.tollgate.testing.InMemoryPolicies;
import dev.tollgate.testing.InMemorySubscriptions;
import dev.tollgate.testing.InMemoryTallies;
import dev.tollgate.testing.InMemoryUsers;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.ScriptedDestinations;
import dev.tollgate.testing.TestContext;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The invocation function on twins, with one agent and a policy that allows everything. */
final class TestGate {
    static final OrganisationId ORGANISATION = new OrganisationId("org_00000000000000000000000000");
    static final Money COST = Money.usd("0.05");

    final InstantSource clock;
    final Ids ids;
    final OrganisationId organisation;
    final InMemoryAgents agents = new InMemoryAgents();
    final InMemoryPolicies policies = new InMemoryPolicies();
    final InMemoryLimits limits = new InMemoryLimits();
    final InMemoryApprovalSettings approvalSettings = new InMemoryApprovalSettings();
    final InMemoryCounters counters;
    final InMemoryBudgets budgets;
    final InMemoryCredentials credentials = new InMemoryCredentials();
    final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    final InMemoryDeliveries deliveries = new InMemoryDeliveries();
    final InMemorySubscriptions subscriptions = new InMemorySubscriptions();
    final InMemoryLinkedAccounts accounts = new InMemoryLinkedAccounts();
    final InMemoryUsers users = new InMemoryUsers();
    final InMemoryKillSwitches killSwitches = new InMemoryKillSwitches();
    final InMemoryAudit audit = new InMemoryAudit();
    final RecordedMetrics metrics = new RecordedMetrics();
    final InMemoryTallies tallies;
    final AtomicReference<Function<OutboundCall, Execution>> destination =
            new AtomicReference<>(call -> answered("{\"reply\":\"hello\"}"));
    final ScriptedDestinations destinations =
            ScriptedDestinations.answering(call -> destination.get().apply(call));
    final AesSealedOrders sealed = new AesSealedOrders(() -> "k".repeat(32), new SecureRandom());
    final Lineage lineage;
    final InMemoryApprovals approvals;
    final InvocationFunction function;

    Set<Scope> scopes = Scope.all();

    TestGate() {
        this(Map.of(), new InMemoryLineage());
    }

    TestGate(Map<String, String> settings, Lineage lineage) {
        this(settings, lineage, InstantSource.system(), new SecureRandom());
    }

    TestGate(
            Map<String, String> settings,
            Lineage lineage,
            InstantSource clock,
            RandomGenerator random) {
        this.clock = clock;
        this.ids = new Ids(clock, random);
        this.organisation = ORGANISATION;
        this.counters = new InMemoryCounters(clock);
        this.tallies = new InMemoryTallies(clock);
        this.budgets = new InMemoryBudgets(clock);
        this.lineage = lineage;
        this.approvals = new InMemoryApprovals(lineage);
        var environment = new HashMap<>(settings);
        environment.put("DELIVERY_QUEUE_URL", "http://127.0.0.1:1/queue");
        environment.put("DELIVERY_DLQ_URL", "http://127.0.0.1:1/dlq");
        environment.putIfAbsent("KILL_SWITCH_CACHE_SECONDS", "0.001");
        var rulebook =
                new Rulebook(
                        policies,
                        limits,
                        approvalSettings,
                        CombiningAlgorithm.DENY_OVERRIDES,
                        FailMode.CLOSED,
                        Duration.ZERO,
                        1,
                        clock);
        this.function =
                new InvocationFunction(
                        Config.of(Environment.of(environment)),
                        new InvocationFunction.Ports(
                                agents,
                                new InMemoryIdempotencyKeys(clock),
                                rulebook,
                                counters,
                                budgets,
                                lineage,
                                credentials,
                                destinations,
                                queue,
                                deliveries,
                                subscriptions,
                                approvals,
                                sealed,
                                policies,
                                killSwitches,
                                accounts,
                                users,
                                audit,
                                metrics,
                                Measures.at(metrics, tallies, clock, random).violations(),
                                clock,
                                random));
        policy("everyone", "allow");
    }

    void policy(String id, String effect) {
        policy(Map.of("policy_id", id, "effect", effect, "conditions", List.of()));
    }

    void policy(Map<String, Object> tree) {
        policies.add(organisation, PolicyJson.parse(tree));
    }

    Agent agent() {
        return agent(RateLimits.NONE, Budget.NONE, Map.of());
    }

    Agent agent(RateLimits rates, Budget budget, Map<String, Object> config) {
        return agent(ids.agent(), Platform.CUSTOM_HTTP, AgentStatus.ACTIVE, rates, budget, config);
    }

    Agent agent(
            AgentId id,
            Platform platform,
            AgentStatus status,
            RateLimits rates,
            Budget budget,
            Map<String, Object> config) {
        return agent(id, platform, status, rates, budget, config, Optional.empty());
    }

    /** With what its platform signs its requests with. */
    Agent agent(
            AgentId id,
            Platform platform,
            AgentStatus status,
            RateLimits rates,
            Budget budget,
            Map<String, Object> config,
            Optional<String> inbound) {
        var agent =
                new Agent(
                        id,
                        organisation,
                        "agent " + id,
                        "",
                        platform,
                        Optional.of("https://agent.example/…"),
                        "none",
                        config,
                        rates,
                        budget,
                        COST,
                        List.of(),
                        "production",
                        false,
                        status,
                        1,
                        1,
                        "usr_admin",
                        Instant.EPOCH,
                        Instant.EPOCH);
        agents.add(agent);
        credentials.create(
                organisation,
                agent.id(),
                new AgentSecret(
                        1,
                        Optional.of(URI.create("https://agent.example/run")),
                        new OutboundAuth.None(),
                        List.of(),
                        inbound));
        return agent;
    }

    /** One whose calls people have to agree to. */
    Agent careful(RateLimits rates, Budget budget) {
        var usual = agent(rates, budget, Map.of());
        var careful =
                new Agent(
                        usual.id(),
                        usual.organisation(),
                        usual.name(),
                        usual.description(),
                        usual.platform(),
                        usual.endpoint(),
                        usual.authType(),
                        usual.platformConfig(),
                        usual.rateLimits(),
                        usual.budget(),
                        usual.costPerExecution(),
                        usual.tags(),
                        usual.environment(),
                        true,
                        usual.status(),
                        usual.credentialVersion(),
                        usual.version() + 1,
                        usual.createdBy(),
                        usual.createdAt(),
                        usual.updatedAt());
        agents.replace(careful);
        return careful;
    }

    static RateLimits perMinute(int calls) {
        return new RateLimits(
                OptionalInt.of(calls),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    static Budget daily(String usd) {
        return new Budget(Optional.of(Money.usd(usd)), Optional.empty(), Budget.Enforcement.HARD);
    }

    static Execution answered(String body) {
        return new Execution.Answered(
                200,
                body,
                "application/json",
                Map.of(),
                new DeclaredCost.Absent("none declared"),
                Duration.ofMillis(3));
    }

    Reply invoke(Agent agent) {
        return invoke(agent.id().value(), "{\"input\":\"hi\"}", Map.of());
    }

    Reply invoke(Agent agent, Map<String, String> headers) {
        return invoke(agent.id().value(), "{\"input\":\"hi\"}", headers);
    }

    Reply invoke(String agent, String body, Map<String, String> headers) {
        return send(
                "POST /api/external-agents/{id}/invoke",
                Map.of("id", agent),
                Map.of(),
                body,
                headers);
    }

    Reply get(String routeKey, Map<String, String> path, Map<String, String> query) {
        return send(routeKey, path, query, "", Map.of());
    }

    Reply post(String routeKey, Map<String, String> path, String body) {
        return send(routeKey, path, Map.of(), body, Map.of());
    }

    private Reply send(
            String routeKey,
            Map<String, String> path,
            Map<String, String> query,
            String body,
            Map<String, String> headers) {
        var all = new TreeMap<String, String>(Map.of("content-type", "application/json"));
        headers.forEach((name, value) -> all.put(name.toLowerCase(java.util.Locale.ROOT), value));
        var principal =
                new Principal(organisation, "key_1", "test", Set.of(), scopes, Optional.empty());
        return new Reply(
                function.handleRequest(
                        event(principal, routeKey, path, query, body, all), new TestContext()));
    }

    /** An event as API Gateway sends it, for this principal. */
    static APIGatewayV2HTTPEvent event(
            Principal principal,
            String routeKey,
            Map<String, String> path,
            Map<String, String> query,
            String body,
            Map<String, String> headers) {
        return APIGatewayV2HTTPEvent.builder()
                .withRouteKey(routeKey)
                .withPathParameters(path)
                .withQueryStringParameters(query)
                .withHeaders(headers)
                .withBody(body)
                .withRequestContext(context(routeKey, principal))
                .build();
    }

    private static APIGatewayV2HTTPEvent.RequestContext context(
            String routeKey, Principal principal) {
        var authorizer = new APIGatewayV2HTTPEvent.RequestContext.Authorizer();
        authorizer.setLambda(new HashMap<>(Principals.toContext(principal)));
        var http = new APIGatewayV2HTTPEvent.RequestContext.Http();
        http.setSourceIp("192.0.2.7");
        http.setMethod(routeKey.split(" ", 2)[0]);
        return APIGatewayV2HTTPEvent.RequestContext.builder()
                .withRouteKey(routeKey)
                .withRequestId("req-1")
                .withAuthorizer(authorizer)
                .withHttp(http)
                .build();
    }

    List<Invocation> rows() {
        return lineage.list(organisation, LineageQuery.ALL, PageRequest.first(200)).items();
    }

    /** An answer of the function. */
    record Reply(APIGatewayV2HTTPResponse response) {
        int status() {
            return response.getStatusCode();
        }

        JsonNode body() {
            return Json.parse(response.getBody());
        }

        String code() {
            return body().path("code").asText();
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(response.getHeaders().get(name));
        }
    }
}
