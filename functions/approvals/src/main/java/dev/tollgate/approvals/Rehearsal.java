package dev.tollgate.approvals;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedApi;
import dev.tollgate.lambda.Route;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import java.util.Map;

/**
 * Approvals listed, one that is not there, and changes watched for, from the event to the answer.
 */
final class Rehearsal implements Runnable {
    private static final Map<String, String> NONE = Map.of("id", "apr_00000000000000000000000000");

    private final RehearsedApi api;

    Rehearsal(Environment environment) {
        var given = Config.of(environment);
        var config =
                new Config(
                        given.tablePrefix(),
                        given.secretPrefix(),
                        given.redis(),
                        given.deliveryQueue(),
                        given.deadLetterQueue(),
                        given.url(),
                        Duration.ZERO,
                        given.killSwitchAge());
        api =
                new RehearsedApi(
                        new ApprovalsFunction(
                                config,
                                ApprovalsFunction.wire(config, environment, Line.REHEARSAL)));
    }

    @Override
    public void run() {
        api.call(200, Route.LIST_APPROVALS, Map.of(), "");
        api.call(404, Route.READ_APPROVAL, NONE, "");
        api.call(404, Route.APPROVE, NONE, "{\"comment\":\"rehearsal\"}");
        api.call(400, Route.REJECT, NONE, "{\"unknown\":1}");
        api.call(200, Route.STREAM_APPROVALS, Map.of(), "");
    }
}
