package dev.tollgate.admin;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedApi;
import dev.tollgate.lambda.Route;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.rehearsal.Line;
import java.util.Map;

/** Health asked, a sign-in, a key issued and all listed, from the event to the answer. */
final class Rehearsal implements Runnable {
    private static final String NAME = "rehearsal";

    /** The administrator's own takes 64 MiB and its time; the snapshot would carry that along. */
    private static final PasswordHash.Cost SMALL = new PasswordHash.Cost(64, 1, 1);

    private final RehearsedApi api;

    Rehearsal(Environment environment) {
        var password = PasswordHash.of(NAME, SMALL, Snapshot.random(Line.REHEARSAL)).toString();
        var config = Config.of(environment).administeredBy(NAME, password);
        var ports = AdminFunction.wire(config, environment, Line.REHEARSAL);
        api = new RehearsedApi(new AdminFunction(config, ports));
    }

    @Override
    public void run() {
        api.call(200, Route.API_HEALTH, Map.of(), "");
        api.call(
                200,
                Route.LOGIN,
                Map.of(),
                "{\"username\":\"rehearsal\",\"password\":\"rehearsal\"}");
        api.call(
                201,
                Route.CREATE_KEY,
                Map.of(),
                "{\"name\":\"rehearsal\",\"scopes\":[\"agents:invoke\"]}");
        api.call(200, Route.LIST_KEYS, Map.of(), "");
    }
}
