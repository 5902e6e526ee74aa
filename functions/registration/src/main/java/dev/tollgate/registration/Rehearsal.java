package dev.tollgate.registration;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedAgent;
import dev.tollgate.lambda.RehearsedApi;
import dev.tollgate.lambda.Route;
import dev.tollgate.rehearsal.Line;
import java.util.Map;

/** An agent registered, read, changed and listed, from the event to the answer. */
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
    }
}
