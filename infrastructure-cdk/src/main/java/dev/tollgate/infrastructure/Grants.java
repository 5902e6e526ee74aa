package dev.tollgate.infrastructure;

import dev.tollgate.dynamodb.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What a function uses, as statements of its policy. */
final class Grants {
    private static final List<String> READ_SECRET =
            List.of("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret");

    private static final List<String> KEEP_SECRET =
            List.of(
                    "secretsmanager:CreateSecret",
                    "secretsmanager:PutSecretValue",
                    "secretsmanager:UpdateSecretVersionStage",
                    "secretsmanager:DeleteSecret");

    /** What reading and writing encrypted things takes, whatever the service in between. */
    private static final List<String> KEY_VERBS =
            List.of(
                    "kms:Decrypt",
                    "kms:DescribeKey",
                    "kms:Encrypt",
                    "kms:GenerateDataKey",
                    "kms:ReEncryptFrom",
                    "kms:ReEncryptTo");

    private final Stack stack;
    private final Settings settings;
    private final DataStack data;
    private final CacheStack cache;

    Grants(Stack stack, Settings settings, DataStack data, CacheStack cache) {
        this.stack = stack;
        this.settings = settings;
        this.data = data;
        this.cache = cache;
    }

    List<PolicyStatement> of(List<Use> uses) {
        return Stream.concat(uses.stream().map(this::statement), Stream.of(services(uses)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<PolicyStatement> statement(Use use) {
        return switch (use) {
            case Use.Rows(var table, var verbs) ->
                    one(
                            verbs.stream().map(verb -> "dynamodb:" + verb).toList(),
                            List.of(tableArn(table)));
            case Use.Index(var table, var index) ->
                    one(List.of("dynamodb:Query"), List.of(tableArn(table) + "/index/" + index));
            // IAM has no verb for adding alone. What is put over a row shows in the chains.
            case Use.WriteAudit() ->
                    one(
                            List.of("dynamodb:PutItem"),
                            List.of(tableArn(Table.AUDIT), tableArn(Table.AUDIT_HEADS)));
            case Use.WriteAuditFiles() ->
                    one(
                            List.of("s3:PutObject", "s3:AbortMultipartUpload"),
                            List.of(
                                    data.archive().arnForObjects("audit/*"),
                                    data.exports().arnForObjects("*")));
            // Whoever follows a link has what its maker has.
            case Use.LinkExports() ->
                    one(List.of("s3:GetObject"), List.of(data.exports().arnForObjects("*")));
            case Use.Secret(var name) ->
                    one(
                            READ_SECRET,
                            // Secrets Manager adds a hyphen and six characters to every name.
                            List.of(secretArn(name + "-??????")));
            case Use.ReadAgentSecrets() -> one(READ_SECRET, List.of(secrets("agents")));
            case Use.KeepAgentSecrets() -> one(KEEP_SECRET, List.of(secrets("agents")));
            case Use.ReadWebhookSecrets() -> one(READ_SECRET, List.of(secrets("subscriptions")));
            case Use.KeepWebhookSecrets() -> one(KEEP_SECRET, List.of(secrets("subscriptions")));
            case Use.SendOrders() ->
                    one(List.of("sqs:SendMessage"), List.of(data.delivery().getQueueArn()));
            // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
            case Use.TakeOrders() ->
                    one(
                            List.of(
                                    "sqs:ReceiveMessage",
                                    "sqs:DeleteMessage",
                                    "sqs:GetQueueAttributes"),
                            List.of(data.delivery().getQueueArn()));
            case Use.AskOrders() ->
                    one(List.of("sqs:GetQueueAttributes"), List.of(data.delivery().getQueueArn()));
            case Use.BuryOrders() ->
                    one(List.of("sqs:SendMessage"), List.of(data.deadLetters().getQueueArn()));
            case Use.Counters() ->
                    one(
                            List.of("elasticache:Connect"),
                            List.of(cache.counters().arn(), cache.userArn()));
            // The network decides that, see NetworkStack.
            case Use.CallAgents(), Use.FetchIssuerKeys() -> Optional.empty();
        };
    }

    private static Optional<PolicyStatement> one(List<String> actions, List<String> resources) {
        return Optional.of(
                PolicyStatement.Builder.create().actions(actions).resources(resources).build());
    }

    /** The key, only by way of the services that the function uses. */
    private Optional<PolicyStatement> services(List<Use> uses) {
        var services =
                uses.stream()
                        .flatMap(use -> service(use).stream())
                        .distinct()
                        .sorted()
                        .map(service -> service + "." + stack.getRegion() + ".amazonaws.com")
                        .toList();
        return services.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        PolicyStatement.Builder.create()
                                .sid("Encryption")
                                .actions(KEY_VERBS)
                                .resources(List.of(data.key().getKeyArn()))
                                .conditions(
                                        Map.of("StringEquals", Map.of("kms:ViaService", services)))
                                .build());
    }

    private static Optional<String> service(Use use) {
        return switch (use) {
            case Use.Rows _, Use.Index _, Use.WriteAudit _ -> Optional.of("dynamodb");
            case Use.WriteAuditFiles _, Use.LinkExports _ -> Optional.of("s3");
            case Use.Secret _,
                    Use.ReadAgentSecrets _,
                    Use.KeepAgentSecrets _,
                    Use.ReadWebhookSecrets _,
                    Use.KeepWebhookSecrets _ ->
                    Optional.of("secretsmanager");
            case Use.SendOrders _, Use.TakeOrders _, Use.AskOrders _, Use.BuryOrders _ ->
                    Optional.of("sqs");
            case Use.Counters _, Use.CallAgents _, Use.FetchIssuerKeys _ -> Optional.empty();
        };
    }

    private String tableArn(Table table) {
        return stack.formatArn(
                ArnComponents.builder()
                        .service("dynamodb")
                        .resource("table")
                        .resourceName(table.name(settings.tablePrefix()))
                        .build());
    }

    /** See {@code SecretsManagerCredentials}: prefix, organisation, whose they are, id. */
    private String secrets(String whose) {
        return secretArn("*/" + whose + "/*");
    }

    private String secretArn(String name) {
        return stack.formatArn(
                ArnComponents.builder()
                        .service("secretsmanager")
                        .resource("secret")
                        .resourceName(settings.secretPrefix() + name)
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build());
    }
}
