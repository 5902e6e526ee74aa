package dev.tollgate.registration;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedAgent;
import dev.tollgate.lambda.RehearsedApi;
import dev.tollgate.lambda.Route;
import dev.tollgate.rehearsal.Line;
import java.util.Map;

/** An agent read, changed and listed, and a webhook made, from the event to the answer. */
final class Rehearsal implements Runnable {
    private final RehearsedApi api;

    Rehearsal(Environment environment) {
        var config = Config.of(environment);
        var ports = RegistrationFunction.wire(config, environment, Line.REHEARSAL);
        ports.agents().add(RehearsedAgent.active());
        api = new RehearsedApi(new RegistrationFunction(config, ports));
    }

    @Override
    public void run() {
        var agent = Map.of("id", RehearsedAgent.ID.value());
        api.call(200, Route.READ_AGENT, agent, "");
        api.call(200, Route.LIST_AGENTS, Map.of(), "");
        api.call(200, Route.CHANGE_AGENT, agent, "{\"description\":\"rehearsed\"}");
        api.call(400, Route.REGISTER_AGENT, Map.of(), "{\"unknown\":1}");
        var webhook = "{\"url\":\"https://hooks.example.com/\",\"events\":[\"*\"]}";
        api.call(201, Route.CREATE_WEBHOOK, Map.of(), webhook);
        api.call(200, Route.LIST_WEBHOOKS, Map.of(), "");
        api.call(404, Route.TEST_WEBHOOK, Map.of("id", "whk_00000000000000000000000000"), "");
    }
}
