package dev.tollgate.invocation;

import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoPolicies;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedAgent;
import dev.tollgate.lambda.RehearsedApi;
import dev.tollgate.lambda.Route;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.rehearsal.Line;
import java.util.List;
import java.util.Map;

/** Calls let through, queued and refused, from the event to the answer. */
final class Rehearsal implements Runnable {
    private final RehearsedApi api;

    Rehearsal(Environment environment) {
        var config = Config.of(environment);
        var dynamo = Dynamo.connect(config.tablePrefix(), Line.REHEARSAL);
        var ports = InvocationFunction.wire(config, environment, Line.REHEARSAL, dynamo);
        api = new RehearsedApi(new InvocationFunction(config, ports));
        ports.agents().add(RehearsedAgent.active());
        new DynamoPolicies(dynamo, Snapshot.random(Line.REHEARSAL))
                .add(
                        RehearsedAgent.ORGANISATION,
                        PolicyJson.parse(
                                Map.of(
                                        "policy_id",
                                        "rehearsal",
                                        "effect",
                                        "allow",
                                        "conditions",
                                        List.of(
                                                Map.of(
                                                        "type",
                                                        "environment",
                                                        "environments",
                                                        List.of("production"))))));
    }

    @Override
    public void run() {
        var agent = Map.of("id", RehearsedAgent.ID.value());
        var input = "{\"input\":\"rehearsal\",\"context\":{\"amount\":7}}";
        api.call(200, Route.INVOKE, agent, input);
        api.call(202, Route.INVOKE, agent, input, Map.of("prefer", "respond-async"));
        api.call(400, Route.INVOKE, agent, "{\"unknown\":1}");
        api.call(404, Route.INVOKE, Map.of("id", "agt_00000000000000000000000001"), input);
        api.call(
                404,
                Route.INBOUND,
                Map.of("platform", "slack", "agentId", RehearsedAgent.ID.value()),
                input);
        api.call(200, Route.LIST_INVOCATIONS, Map.of(), "");
    }
}
