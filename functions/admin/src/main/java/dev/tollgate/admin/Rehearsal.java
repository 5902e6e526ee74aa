package dev.tollgate.admin;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.RehearsedApi;
import dev.tollgate.lambda.Route;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.rehearsal.Line;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Health asked, a sign-in and its renewal, a user and a key made and all listed, from the event to
 * the answer.
 */
final class Rehearsal implements Runnable {
    private static final String NAME = "rehearsal";

    /** The administrator's own takes 64 MiB and its time; the snapshot would carry that along. */
    private static final PasswordHash.Cost SMALL = new PasswordHash.Cost(64, 1, 1);

    private final RehearsedApi api;

    /** A name is given once. */
    private int runs;

    Rehearsal(Environment environment) {
        var password = PasswordHash.of(NAME, SMALL, Snapshot.random(Line.REHEARSAL)).toString();
        var config = Config.of(environment).administeredBy(NAME, password, SMALL);
        var ports = AdminFunction.wire(config, environment, Line.REHEARSAL);
        api = new RehearsedApi(new AdminFunction(config, ports));
    }

    @Override
    public void run() {
        api.call(200, Route.API_HEALTH, Map.of(), "");
        var login = "{\"username\":\"rehearsal\",\"password\":\"rehearsal\"}";
        var tokens = api.call(200, Route.LOGIN, Map.of(), login);
        api.call(
                200,
                Route.REFRESH,
                Map.of(),
                "{\"refresh_token\":\"%s\"}".formatted(refresh(tokens)));
        api.call(
                201,
                Route.CREATE_USER,
                Map.of(),
                "{\"username\":\"user%d\",\"password\":\"a long rehearsal\",\"roles\":[\"member\"]}"
                        .formatted(runs++));
        api.call(200, Route.LIST_USERS, Map.of(), "");
        api.call(
                201,
                Route.CREATE_KEY,
                Map.of(),
                "{\"name\":\"rehearsal\",\"scopes\":[\"agents:invoke\"]}");
        api.call(200, Route.LIST_KEYS, Map.of(), "");
    }

    private static String refresh(String tokens) {
        return Json.parse(tokens.getBytes(StandardCharsets.UTF_8)).path("refresh_token").asText();
    }
}
