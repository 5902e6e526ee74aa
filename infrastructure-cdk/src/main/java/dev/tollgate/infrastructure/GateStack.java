package dev.tollgate.infrastructure;

import dev.tollgate.lambda.LambdaFunction;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.codedeploy.LambdaApplication;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.sns.subscriptions.LambdaSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The gate itself: the functions, the API in front of them, and what calls them otherwise. */
final class GateStack extends Stack {
    private static final int LARGEST_BATCH = 10;

    private final Settings settings;
    private final DataStack data;
    private final NetworkStack network;
    private final CacheStack cache;
    private final Map<LambdaFunction, JavaFunction> functions = new EnumMap<>(LambdaFunction.class);
    private final Api api;
    private final Queue lostEvents;

    GateStack(
            Construct scope,
            Settings settings,
            Packages packages,
            DataStack data,
            NetworkStack network,
            CacheStack cache) {
        super(
                scope,
                settings.name() + "-gate",
                StackProps.builder().description("Tollgate: functions and API").build());
        this.settings = settings;
        this.data = data;
        this.network = network;
        this.cache = cache;
        // Tables and secrets are known by their names, so nothing else says that they come first.
        addStackDependency(data);
        var application = new LambdaApplication(this, "Deployments");
        for (var function : LambdaFunction.values()) {
            functions.put(function, new JavaFunction(this, application, plan(function, packages)));
        }
        api = new Api(this, settings, this::function);
        lostEvents = lostEvents();
        deliveries();
        schedules();
        alarms();
    }

    private JavaFunction.Plan plan(LambdaFunction function, Packages packages) {
        var uses = Use.of(function, settings);
        return new JavaFunction.Plan(
                function,
                settings.name() + "-" + function.id(),
                packages.of(function),
                memory(function),
                atOnce(function).filter(_ -> settings.reservesConcurrency()),
                variables(function, uses),
                network.vpc(),
                network.place(uses.stream().anyMatch(Use::leavesTheNetwork)),
                new Grants(this, settings, data, cache).of(uses));
    }

    /**
     * In MB. None has been seen to need more than 225 (docs/performance.md); the rest is for the
     * share of processors that comes with it: <a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">1769 MB are a
     * whole one</a>, which those get that callers and agents wait for.
     */
    private static int memory(LambdaFunction function) {
        return switch (function) {
            case ADMIN,
                    AUTHORIZER,
                    REGISTRATION,
                    GOVERNANCE,
                    APPROVALS,
                    AUDIT,
                    MAINTENANCE,
                    ALARMS ->
                    1024;
            case INVOCATION, DELIVERY -> 1769;
        };
    }

    /** A run of maintenance that takes long is not joined by the next. */
    private static Optional<Integer> atOnce(LambdaFunction function) {
        return switch (function) {
            case MAINTENANCE -> Optional.of(1);
            case ADMIN,
                    AUTHORIZER,
                    REGISTRATION,
                    GOVERNANCE,
                    APPROVALS,
                    AUDIT,
                    INVOCATION,
                    DELIVERY,
                    ALARMS ->
                    Optional.empty();
        };
    }

    /** What the settings of each function are, beside those that Lambda gives it. */
    private Map<String, String> variables(LambdaFunction function, Collection<Use> uses) {
        var all = new TreeMap<>(Variables.of(function, settings.variables()));
        all.put("TABLE_PREFIX", settings.tablePrefix());
        for (var use : uses) {
            all.putAll(
                    switch (use) {
                        case Use.Rows _,
                                Use.Index _,
                                Use.WriteAudit _,
                                Use.TakeOrders _,
                                Use.CallAgents _,
                                Use.FetchIssuerKeys _ ->
                                Map.of();
                        case Use.Secret(var name) when name.equals(Use.ADMINISTRATOR_PASSWORD) ->
                                Map.of(
                                        "AGENT_GATEWAY_ADMIN_PASS_SECRET",
                                        settings.secretPrefix() + name);
                        case Use.Secret _, Use.ReadAgentSecrets _, Use.ReadWebhookSecrets _ ->
                                Map.of("SECRET_PREFIX", settings.secretPrefix());
                        case Use.KeepAgentSecrets _, Use.KeepWebhookSecrets _ ->
                                Map.of("SECRETS_KMS_KEY_ID", data.key().getKeyArn());
                        case Use.AskOrders _ ->
                                Map.of("DELIVERY_QUEUE_URL", data.delivery().getQueueUrl());
                        case Use.SendOrders _, Use.BuryOrders _ ->
                                Map.of(
                                        "DELIVERY_QUEUE_URL", data.delivery().getQueueUrl(),
                                        "DELIVERY_DLQ_URL", data.deadLetters().getQueueUrl());
                        case Use.WriteAuditFiles _ ->
                                Map.of(
                                        "AUDIT_ARCHIVE_BUCKET", data.archive().getBucketName(),
                                        "AUDIT_EXPORT_BUCKET", data.exports().getBucketName());
                        case Use.LinkExports _ ->
                                Map.of("AUDIT_EXPORT_BUCKET", data.exports().getBucketName());
                        case Use.Counters _ -> counters();
                    });
        }
        return all;
    }

    private Map<String, String> counters() {
        var all = new TreeMap<String, String>();
        var counters = cache.counters();
        all.put("REDIS_URL", "rediss://" + counters.host() + ":" + counters.port() + "/0");
        all.put("REDIS_AUTH", "iam");
        all.put("REDIS_IAM_USER", cache.user());
        all.put("REDIS_IAM_CACHE", counters.cache());
        all.put(
                "REDIS_IAM_SERVERLESS",
                Boolean.toString(settings.cache() == Settings.CacheKind.SERVERLESS));
        return all;
    }

    /** See {@code DeliveryFunction} for what it needs of the queue. */
    private void deliveries() {
        EventSourceMapping.Builder.create(this, "Deliveries")
                .target(function(LambdaFunction.DELIVERY).alias())
                .eventSourceArn(data.delivery().getQueueArn())
                .batchSize(LARGEST_BATCH)
                .maxConcurrency(settings.deliveriesAtOnce())
                .reportBatchItemFailures(true)
                .build();
    }

    /** What no function took: schedules, alarms. Nothing of a customer's is in them. */
    private Queue lostEvents() {
        var queue =
                Queue.Builder.create(this, "LostEvents")
                        .queueName(settings.name() + "-lost-events")
                        .encryption(QueueEncryption.SQS_MANAGED)
                        .enforceSsl(true)
                        .retentionPeriod(Duration.days(14))
                        .build();
        Explained.finding(queue, "AwsSolutions-SQS3", "It is a dead-letter queue.");
        return queue;
    }

    /** The next minute does it all again, so what comes late or fails is not made up for. */
    private void schedules() {
        function(LambdaFunction.MAINTENANCE).dropLateEvents(Duration.minutes(1));
        Rule.Builder.create(this, "EveryMinute")
                .description("Tollgate: settle interrupted calls, balance the books")
                .schedule(Schedule.rate(Duration.minutes(1)))
                .targets(
                        List.of(
                                software.amazon.awscdk.services.events.targets.LambdaFunction
                                        .Builder.create(
                                                function(LambdaFunction.MAINTENANCE).alias())
                                        .retryAttempts(0)
                                        .deadLetterQueue(lostEvents)
                                        .build()))
                .build();
    }

    /**
     * What SNS cannot hand over, and what the function threw on thrice, is kept to be looked at.
     */
    private void alarms() {
        var alarms = function(LambdaFunction.ALARMS);
        var told =
                data.alarms()
                        .addSubscription(
                                LambdaSubscription.Builder.create(alarms.alias())
                                        .deadLetterQueue(lostEvents)
                                        .build());
        Validations.of(told)
                .acknowledge(
                        Acknowledgment.builder()
                                .id("CloudFormation-Validate::W3694")
                                .reason("An alias is an endpoint like its function.")
                                .build());
        alarms.keepLostEvents(lostEvents);
    }

    JavaFunction function(LambdaFunction function) {
        var found = functions.get(function);
        if (found == null) {
            throw new IllegalStateException(function + " is not deployed");
        }
        return found;
    }

    Collection<JavaFunction> functions() {
        return functions.values();
    }

    Queue lost() {
        return lostEvents;
    }

    Api api() {
        return api;
    }
}
