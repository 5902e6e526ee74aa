package dev.tollgate.governance;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedAgent;
import dev.tollgate.lambda.RehearsedApi;
import dev.tollgate.lambda.Route;
import dev.tollgate.rehearsal.Line;
import java.util.Map;

/**
 * A policy and rules of approval written, all policies listed, limits and a status read, from the
 * event to the answer.
 */
final class Rehearsal implements Runnable {
    private static final String POLICY =
            """
            {"policy_id": "rehearsal", "name": "Rehearsal", "effect": "allow", "priority": 1,
             "conditions": [{"type": "environment", "environments": ["production"]}]}\
            """;

    private final RehearsedApi api;

    Rehearsal(Environment environment) {
        var config = Config.of(environment);
        var ports = GovernanceFunction.wire(config, environment, Line.REHEARSAL);
        ports.agents().add(RehearsedAgent.active());
        api = new RehearsedApi(new GovernanceFunction(config, ports));
    }

    @Override
    public void run() {
        api.call(201, Route.CREATE_POLICY, Map.of(), POLICY);
        api.call(200, Route.LIST_POLICIES, Map.of(), "");
        api.call(200, Route.READ_LIMITS, Map.of(), "");
        api.call(200, Route.REPLACE_APPROVAL_RULES, Map.of(), "{\"cost_above\":5}");
        api.call(200, Route.GOVERNANCE_STATUS, Map.of("id", RehearsedAgent.ID.value()), "");
        api.call(200, Route.RATE_LIMIT_VIOLATIONS, Map.of(), "");
        api.call(400, Route.CREATE_POLICY, Map.of(), "{\"unknown\":1}");
    }
}
