package dev.tollgate.local.gateway;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.gateway.api.ApiGateway;
import dev.tollgate.local.gateway.lambda.Deployed;
import dev.tollgate.local.gateway.lambda.InThisJvm;
import dev.tollgate.local.gateway.lambda.Isolated;
import dev.tollgate.local.gateway.lambda.Lambda;
import dev.tollgate.local.gateway.sources.QueueSource;
import dev.tollgate.local.gateway.sources.Schedule;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gateway as it is deployed, on one machine: the resources, the functions and what calls them.
 *
 * @param settings what every function is told
 */
record Gate(
        URI endpoint, Map<String, Lambda> functions, Resources resources, Environment settings) {
    private static final String REMEMBERED = "AUTHORIZER_CACHE_SECONDS";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * How a gate is to run.
     *
     * @param port 0 for a free one
     * @param isolated where the functions run in JVMs of their own; empty for this one
     * @param variables that the functions get over those of the shell
     */
    record Plan(int port, Optional<Isolation> isolated, Map<String, String> variables) {
        Plan {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * @param root of the repository, where the packages are
     * @param scratch for what they hold
     * @param logs for what the functions write
     */
    record Isolation(Path root, Path scratch, Path logs) {}

    /** All that is started is handed to {@code started}, also if it goes no further. */
    static Gate start(Backing backing, Plan plan, Environment shell, Started started) {
        var aws = new Aws(backing);
        aws.point();
        var tables = CompletableFuture.runAsync(() -> Resources.createTables(aws));
        var resources = Resources.create(aws);
        var variables = variables(backing, resources, plan);
        var settings = shell.with(variables);
        var functions = new ConcurrentHashMap<String, Lambda>();
        Functions.ALL.parallelStream()
                .forEach(function ->
                        functions.put(
                                function.name(),
                                started.add(start(function, plan, aws, variables, settings))));
        tables.join();
        var clock = InstantSource.system();
        sources(aws, resources, functions, clock, started);
        var api =
                started.add(
                        ApiGateway.start(
                                plan.port(),
                                functions,
                                remembered(settings),
                                clock,
                                new SecureRandom()));
        return new Gate(api.endpoint(), functions, resources, settings);
    }

    private static Map<String, String> variables(Backing backing, Resources resources, Plan plan) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("TABLE_PREFIX", Resources.TABLE_PREFIX);
        variables.put("SECRET_PREFIX", Resources.SECRET_PREFIX);
        variables.put("REDIS_URL", backing.redis().toString());
        variables.put("DELIVERY_QUEUE_URL", resources.deliveryQueue());
        variables.put("DELIVERY_DLQ_URL", resources.deadLetters());
        variables.put("AUDIT_ARCHIVE_BUCKET", Resources.ARCHIVE);
        variables.put("AUDIT_EXPORT_BUCKET", Resources.EXPORTS);
        variables.put("ALLOW_LOOPBACK_WEBHOOKS", "true");
        variables.putAll(plan.variables());
        return variables;
    }

    private static Lambda start(
            Deployed<?, ?> function,
            Plan plan,
            Aws aws,
            Map<String, String> variables,
            Environment settings) {
        return plan.isolated()
                .map(isolation -> isolated(function, isolation, aws, variables))
                .orElseGet(() -> InThisJvm.start(function, settings));
    }

    private static Lambda isolated(
            Deployed<?, ?> function, Isolation isolation, Aws aws, Map<String, String> variables) {
        var all = new LinkedHashMap<>(variables);
        all.putAll(aws.variables());
        var name = function.name();
        return Isolated.start(
                function,
                isolation.root().resolve(Path.of("functions", name, "target", name + ".zip")),
                isolation.scratch(),
                isolation.logs(),
                all,
                InstantSource.system());
    }

    private static void sources(
            Aws aws,
            Resources resources,
            Map<String, Lambda> functions,
            InstantSource clock,
            Started started) {
        var delivery = functions.get(LambdaFunction.DELIVERY.id());
        if (delivery != null) {
            var sqs = started.add(aws.sqs());
            started.add(QueueSource.start(sqs, resources.deliveryQueue(), delivery));
        }
        var maintenance = functions.get(LambdaFunction.MAINTENANCE.id());
        if (maintenance != null) {
            started.add(Schedule.start("tollgate-maintenance", maintenance, MINUTE, clock));
        }
    }

    /** API Gateway remembers an authorizer's answer so long; 0 asks for every request. */
    private static Duration remembered(Environment settings) {
        return Duration.ofSeconds(settings.integer(REMEMBERED, 60));
    }
}
