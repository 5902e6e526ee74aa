package dev.tollgate.audit;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedApi;
import dev.tollgate.lambda.Route;
import dev.tollgate.rehearsal.Line;
import java.util.Map;

/** The audit read and proved, from the event to the answer. */
final class Rehearsal implements Runnable {
    private final RehearsedApi api;

    Rehearsal(Environment environment) {
        var ports = AuditFunction.wire(Config.of(environment), environment, Line.REHEARSAL);
        api = new RehearsedApi(new AuditFunction(ports));
    }

    @Override
    public void run() {
        api.call(200, Route.READ_AUDIT, Map.of(), "");
        api.call(200, Route.VERIFY_AUDIT, Map.of(), "{}");
        api.call(200, Route.READ_AUDIT_KEY, Map.of(), "");
    }
}
