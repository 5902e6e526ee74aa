package dev.tollgate.governance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.ApprovalSettings;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.control.KillSwitches;
import dev.tollgate.domain.measure.Tallies;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoApprovalSettings;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.dynamodb.DynamoKillSwitches;
import dev.tollgate.dynamodb.DynamoLimits;
import dev.tollgate.dynamodb.DynamoPolicies;
import dev.tollgate.lambda.Action;
import dev.tollgate.lambda.AuditRetention;
import dev.tollgate.lambda.Edge;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Route;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.measure.Measures;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.redis.RedisTallies;
import dev.tollgate.rehearsal.Line;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Policies, limits, rules of approval, kill switches, and the governance status of an agent. */
public final class GovernanceFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Edge edge;

    /** As Lambda builds it. */
    public GovernanceFunction() {
        this(Environment.ofProcess());
        Snapshot.prepare(Rehearsal::new);
    }

    public GovernanceFunction(Environment environment) {
        this(Config.of(environment), environment);
    }

    private GovernanceFunction(Config config, Environment environment) {
        this(config, wire(config, environment, Line.NETWORK));
    }

    GovernanceFunction(Config config, Ports ports) {
        edge = new Edge(actions(config, ports), ports.metrics(), ports.random());
    }

    /** What leaves the process, time and chance. */
    record Ports(
            Agents agents,
            Policies policies,
            Limits limits,
            ApprovalSettings approvals,
            Counters counters,
            Budgets budgets,
            KillSwitches killSwitches,
            Tallies tallies,
            Audit audit,
            Metrics metrics,
            InstantSource clock,
            RandomGenerator random) {}

    static Ports wire(Config config, Environment environment, Line line) {
        var clock = InstantSource.system();
        var random = Snapshot.random(line);
        var dynamo = Dynamo.connect(config.tablePrefix(), line);
        var redis = config.redis().connect(line);
        var tallies = new RedisTallies(redis, clock);
        return new Ports(
                new DynamoAgents(dynamo, random),
                new DynamoPolicies(dynamo, random),
                new DynamoLimits(dynamo),
                new DynamoApprovalSettings(dynamo),
                new RedisCounters(redis, clock),
                new DynamoBudgets(dynamo, clock),
                new DynamoKillSwitches(dynamo),
                tallies,
                new DynamoAudit(dynamo, AuditRetention.of(environment), clock, random),
                Measures.on(line, environment, tallies, clock, random).metrics(),
                clock,
                random);
    }

    private static Map<Route, Action> actions(Config config, Ports ports) {
        var journal = new Journal(ports.audit(), ports.clock(), ports.random());
        var lint = new Lint(ports.policies(), config.policies().algorithm());
        var effective = new Effective(config.policies().age());
        var policies =
                new PolicyRoutes(
                        ports.policies(),
                        new CreatePolicy(ports.policies(), lint, journal),
                        new ReplacePolicy(ports.policies(), lint, journal),
                        new RemovePolicy(ports.policies(), journal),
                        effective);
        var limits =
                new LimitRoutes(
                        ports.limits(), new ReplaceLimits(ports.limits(), journal), effective);
        var approvals =
                new ApprovalRuleRoutes(
                        ports.approvals(),
                        new ReplaceApprovalRules(ports.approvals(), ports.agents(), journal),
                        effective);
        var status =
                new StatusRoute(
                        new ReadStatus(
                                ports.agents(),
                                ports.limits(),
                                ports.counters(),
                                ports.budgets(),
                                config.limits().burst(),
                                ports.clock()),
                        new StatusView(config.limits().thresholds(), config.failOpen()));
        var levers =
                new KillSwitchRoutes(
                        new PullKillSwitch(
                                ports.killSwitches(),
                                ports.audit(),
                                new Ids(ports.clock(), ports.random()),
                                ports.clock()),
                        config.home(),
                        config.killSwitchAge());
        var metrics =
                new MetricsRoute(
                        ports.tallies(),
                        new ReadGauges(
                                ports.agents(),
                                ports.limits(),
                                ports.counters(),
                                ports.budgets(),
                                config.limits().burst(),
                                ports.clock()),
                        ports.killSwitches(),
                        config.home(),
                        ports.clock());
        var violations = new ViolationsRoute(ports.tallies(), ports.agents(), ports.clock());
        return Map.ofEntries(
                Map.entry(Route.METRICS, metrics::read),
                Map.entry(Route.RATE_LIMIT_VIOLATIONS, violations::read),
                Map.entry(Route.LIST_KILL_SWITCHES, levers::list),
                Map.entry(Route.PULL_KILL_SWITCH, levers::pull),
                Map.entry(Route.PUT_BACK_KILL_SWITCH, levers::putBack),
                Map.entry(Route.CREATE_POLICY, policies::create),
                Map.entry(Route.LIST_POLICIES, policies::list),
                Map.entry(Route.READ_POLICY, policies::read),
                Map.entry(Route.REPLACE_POLICY, policies::replace),
                Map.entry(Route.DELETE_POLICY, policies::remove),
                Map.entry(Route.READ_LIMITS, limits::read),
                Map.entry(Route.REPLACE_LIMITS, limits::replace),
                Map.entry(Route.READ_APPROVAL_RULES, approvals::read),
                Map.entry(Route.REPLACE_APPROVAL_RULES, approvals::replace),
                Map.entry(Route.GOVERNANCE_STATUS, status::read));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return edge.answer(event, context);
    }
}
