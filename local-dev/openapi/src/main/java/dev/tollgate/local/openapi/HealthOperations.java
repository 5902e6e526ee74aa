package dev.tollgate.local.openapi;

import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Header;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.List;
import java.util.Map;

/** Whether the gate is up, and this document. */
final class HealthOperations {
    /** As {@code /api/health} names them. */
    private static final List<String> SERVICES = List.of("database", "queue", "redis", "secrets");

    private HealthOperations() {}

    static Map<String, Schema> schemas() {
        var services = Shape.written();
        var latencies = Shape.written();
        for (var service : SERVICES) {
            services = services.always(service, Schema.word("connected", "disconnected"));
            latencies = latencies.always(service, Schema.integer(0));
        }
        return Map.of(
                "Services",
                Shape.written()
                        .always("status", Schema.word("healthy", "unhealthy"))
                        .always(
                                "services",
                                services.always("external_agents", Schema.constant("enabled"))
                                        .schema())
                        .always("latency_ms", latencies.schema())
                        .schema());
    }

    static Operation alive() {
        return Area.HEALTH
                .operation("Ask whether the gate is up")
                .gives(
                        Answer.ok(
                                "It is.",
                                Shape.written().always("status", Schema.constant("ok")).schema()));
    }

    static Operation worker() {
        return Area.HEALTH
                .operation("Ask whether a sandbox's workers are up")
                .gives(
                        Answer.ok(
                                "Whether they are.",
                                Shape.written()
                                        .always("worker_healthy", Schema.flag())
                                        .always("reason", Schema.text())
                                        .schema()));
    }

    static Operation services() {
        return Area.HEALTH
                .operation("Ask whether what the gate stands on is there")
                .gives(
                        Answer.ok("All of it is.", Schema.ref("Services")),
                        Answer.json(503, "Something is not.", Schema.ref("Services")));
    }

    static Operation document() {
        var etag = Header.always("ETag", "Of this very document.", Schema.text());
        return Area.HEALTH
                .operation("Read this document")
                .takes(
                        Parameter.header(
                                "If-None-Match",
                                "The ETag of the document that is there already.",
                                Schema.text()))
                .gives(
                        Answer.ok(
                                        "An OpenAPI 3.1 document.",
                                        Shape.written()
                                                .always("openapi", Schema.text())
                                                .always("info", Schema.object())
                                                .always("paths", Schema.object())
                                                .schema()
                                                .with("additionalProperties", true))
                                .with(etag),
                        Answer.of(304, "It is still the same.", Map.of()).with(etag));
    }
}
