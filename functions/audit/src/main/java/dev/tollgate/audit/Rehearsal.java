package dev.tollgate.audit;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.RehearsedApi;
import dev.tollgate.lambda.Route;
import dev.tollgate.rehearsal.Line;
import java.util.Map;

/** The audit read, proved and exported, from the event to the answer. */
final class Rehearsal implements Runnable {
    private final RehearsedApi api;

    Rehearsal(Environment environment) {
        var ports = AuditFunction.wire(Config.of(environment), environment, Line.REHEARSAL);
        api = new RehearsedApi(new AuditFunction(ports));
    }

    private static String id(String export) {
        return Json.parse(export).path("id").asText();
    }

    @Override
    public void run() {
        api.call(200, Route.READ_AUDIT, Map.of(), "");
        api.call(200, Route.VERIFY_AUDIT, Map.of(), "{}");
        api.call(200, Route.READ_AUDIT_KEY, Map.of(), "");
        var export =
                api.call(
                        202,
                        Route.EXPORT_AUDIT,
                        Map.of(),
                        """
                        {"since": "2026-03-02T00:00:00Z", "until": "2026-03-03T00:00:00Z",
                         "format": "csv"}\
                        """);
        api.call(200, Route.READ_AUDIT_EXPORT, Map.of("id", id(export)), "");
    }
}
