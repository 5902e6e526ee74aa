package dev.tollgate.infrastructure;

import dev.tollgate.archive.SealingKeys;
import dev.tollgate.dynamodb.Table;
import dev.tollgate.hold.SealingKey;
import dev.tollgate.lambda.LambdaFunction;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that a function uses. The list of a function is the one source of its policy, its
 * variables and its place in the network; what is not in it, the function cannot do.
 */
sealed interface Use {
    String SIGNING_KEY = "token-signing-key";
    String SEALING_KEY = SealingKey.NAME;
    String AUDIT_KEY = SealingKeys.NAME;
    String ADMINISTRATOR_PASSWORD = "administrator-password";

    /** Requests to a table by its key, such as {@code GetItem}. */
    record Rows(Table table, List<String> verbs) implements Use {
        public Rows(Table table, String... verbs) {
            this(table, List.of(verbs));
        }
    }

    /** Queries of an index. */
    record Index(Table table, String index) implements Use {
        public Index {
            if (table.indexes().stream().noneMatch(it -> it.name().equals(index))) {
                throw new IllegalArgumentException(table + " has no index " + index);
            }
        }
    }

    /** Writes exports of the audit, and copies what is sealed to the archive. */
    record WriteAuditFiles() implements Use {}

    /** Gives links to exports of the audit. */
    record LinkExports() implements Use {}

    /** Adds entries to the audit, and says how far its chain has come. Never reads. */
    record WriteAudit() implements Use {}

    /** A secret of the deployment, by its name after the prefix. */
    record Secret(String name) implements Use {}

    record ReadAgentSecrets() implements Use {}

    record KeepAgentSecrets() implements Use {}

    /** Addresses and signing secrets of those who subscribe to events. */
    record ReadWebhookSecrets() implements Use {}

    record KeepWebhookSecrets() implements Use {}

    /** Puts orders on the delivery queue. */
    record SendOrders() implements Use {}

    /** Takes orders off the delivery queue. */
    record TakeOrders() implements Use {}

    /** Asks the delivery queue how it is, and takes nothing off it. */
    record AskOrders() implements Use {}

    /** Puts orders on the dead-letter queue. */
    record BuryOrders() implements Use {}

    /** Counters in Redis. */
    record Counters() implements Use {}

    /** Calls agents, over the one way out of the network. */
    record CallAgents() implements Use {}

    /** Fetches the keys of OpenID Connect issuers, over the one way out of the network. */
    record FetchIssuerKeys() implements Use {}

    /** Whether it takes the way out of the network. */
    default boolean leavesTheNetwork() {
        return this instanceof CallAgents || this instanceof FetchIssuerKeys;
    }

    static List<Use> of(LambdaFunction function, Settings settings) {
        return switch (function) {
            case ADMIN ->
                    List.of(
                            new Rows(Table.API_KEYS, "GetItem", "PutItem", "DeleteItem"),
                            new Index(Table.API_KEYS, "by_organisation"),
                            new Rows(
                                    Table.USERS,
                                    "GetItem",
                                    "BatchGetItem",
                                    "Query",
                                    "ConditionCheckItem",
                                    "PutItem",
                                    "UpdateItem",
                                    "DeleteItem"),
                            new Rows(
                                    Table.SESSIONS,
                                    "GetItem",
                                    "BatchGetItem",
                                    "PutItem",
                                    "UpdateItem"),
                            new Rows(Table.ATTEMPTS, "GetItem", "PutItem", "DeleteItem"),
                            new Rows(Table.EXTERNAL_AGENTS, "GetItem"),
                            new Rows(Table.LINKED_ACCOUNTS, "GetItem", "PutItem", "DeleteItem"),
                            new Index(Table.LINKED_ACCOUNTS, "by_user"),
                            new WriteAudit(),
                            new Secret(SIGNING_KEY),
                            new Secret(ADMINISTRATOR_PASSWORD),
                            new AskOrders(),
                            new Counters());
            case AUTHORIZER ->
                    with(
                            settings.trustsIssuers(),
                            new FetchIssuerKeys(),
                            new Rows(Table.API_KEYS, "GetItem"),
                            new Rows(Table.USERS, "GetItem", "BatchGetItem"),
                            new Rows(Table.SESSIONS, "BatchGetItem"),
                            new Secret(SIGNING_KEY));
            case REGISTRATION ->
                    List.of(
                            new Rows(
                                    Table.EXTERNAL_AGENTS,
                                    "GetItem",
                                    "Query",
                                    "PutItem",
                                    "DeleteItem"),
                            new Rows(Table.CIRCUITS, "GetItem"),
                            new Rows(
                                    Table.SUBSCRIPTIONS,
                                    "GetItem",
                                    "Query",
                                    "PutItem",
                                    "UpdateItem",
                                    "DeleteItem"),
                            new Index(Table.DELIVERIES, "by_subscription"),
                            new WriteAudit(),
                            new ReadAgentSecrets(),
                            new KeepAgentSecrets(),
                            new ReadWebhookSecrets(),
                            new KeepWebhookSecrets(),
                            new SendOrders());
            case GOVERNANCE ->
                    List.of(
                            new Rows(Table.EXTERNAL_AGENTS, "GetItem", "Query"),
                            new Rows(
                                    Table.POLICIES,
                                    "GetItem",
                                    "Query",
                                    "PutItem",
                                    "UpdateItem",
                                    "DeleteItem"),
                            new Rows(Table.LIMITS, "GetItem", "PutItem"),
                            new Rows(Table.BILLING_USAGE, "GetItem"),
                            new Rows(Table.KILL_SWITCHES, "Query", "PutItem", "DeleteItem"),
                            new WriteAudit(),
                            new Counters());
            case INVOCATION ->
                    List.of(
                            new Rows(Table.EXTERNAL_AGENTS, "GetItem"),
                            new Index(Table.EXTERNAL_AGENTS, "by_id"),
                            new Rows(Table.POLICIES, "GetItem", "Query"),
                            new Rows(Table.LIMITS, "GetItem"),
                            new Rows(Table.BILLING_USAGE, "GetItem", "UpdateItem"),
                            new Rows(Table.IDEMPOTENCY, "PutItem", "UpdateItem", "DeleteItem"),
                            new Rows(Table.INVOCATION_LINEAGE, "GetItem", "PutItem", "Query"),
                            new Index(Table.INVOCATION_LINEAGE, "by_agent"),
                            new Index(Table.INVOCATION_LINEAGE, "by_user_email"),
                            new Rows(Table.DELIVERIES, "GetItem", "Query", "UpdateItem"),
                            new Index(Table.DELIVERIES, "by_status"),
                            new Index(Table.DELIVERIES, "by_subscription"),
                            new Rows(Table.SUBSCRIPTIONS, "Query"),
                            new Rows(Table.APPROVALS, "GetItem", "PutItem"),
                            new Rows(Table.APPROVAL_CHANGES, "GetItem", "PutItem"),
                            new Secret(SEALING_KEY),
                            new Rows(Table.LINKED_ACCOUNTS, "GetItem"),
                            new Rows(Table.USERS, "GetItem"),
                            new Rows(Table.KILL_SWITCHES, "Query"),
                            new WriteAudit(),
                            new ReadAgentSecrets(),
                            new SendOrders(),
                            new Counters(),
                            new CallAgents());
            case AUDIT ->
                    List.of(
                            new Rows(Table.AUDIT, "Query"),
                            new Index(Table.AUDIT, "by_writer"),
                            new Rows(Table.AUDIT_SEALS, "Query"),
                            new Rows(Table.AUDIT_EXPORTS, "GetItem", "PutItem"),
                            new LinkExports(),
                            new WriteAudit(),
                            new Secret(AUDIT_KEY));
            case APPROVALS ->
                    List.of(
                            new Rows(Table.EXTERNAL_AGENTS, "GetItem"),
                            new Rows(Table.POLICIES, "GetItem"),
                            new Rows(Table.INVOCATION_LINEAGE, "GetItem", "PutItem"),
                            new Rows(Table.APPROVALS, "GetItem", "PutItem", "Query"),
                            new Index(Table.APPROVALS, "by_status"),
                            new Index(Table.APPROVALS, "by_agent"),
                            new Rows(Table.APPROVAL_CHANGES, "GetItem", "PutItem", "Query"),
                            new Rows(Table.SUBSCRIPTIONS, "Query"),
                            new Rows(Table.KILL_SWITCHES, "Query"),
                            new WriteAudit(),
                            new Secret(SEALING_KEY),
                            new SendOrders(),
                            new Counters());
            case DELIVERY ->
                    List.of(
                            new Rows(Table.EXTERNAL_AGENTS, "GetItem"),
                            new Rows(Table.INVOCATION_LINEAGE, "GetItem", "PutItem"),
                            new Rows(Table.DELIVERIES, "GetItem", "UpdateItem"),
                            new Rows(Table.CIRCUITS, "GetItem", "PutItem"),
                            new Rows(Table.SUBSCRIPTIONS, "GetItem", "Query", "UpdateItem"),
                            new Rows(Table.APPROVALS, "GetItem", "PutItem"),
                            new Rows(Table.APPROVAL_CHANGES, "GetItem", "PutItem"),
                            new Rows(Table.KILL_SWITCHES, "Query"),
                            new WriteAudit(),
                            new ReadAgentSecrets(),
                            new ReadWebhookSecrets(),
                            new TakeOrders(),
                            new SendOrders(),
                            new BuryOrders(),
                            new Counters(),
                            new CallAgents());
            case MAINTENANCE ->
                    List.of(
                            new Rows(Table.INVOCATION_LINEAGE, "GetItem", "PutItem", "Query"),
                            new Index(Table.INVOCATION_LINEAGE, "open"),
                            new Rows(Table.BILLING_USAGE, "GetItem", "UpdateItem"),
                            new Index(Table.BILLING_USAGE, "by_period"),
                            new Rows(Table.APPROVALS, "GetItem", "PutItem"),
                            new Rows(Table.APPROVAL_CHANGES, "GetItem", "PutItem"),
                            new Secret(SEALING_KEY),
                            new Index(Table.APPROVALS, "due"),
                            new Rows(Table.EXTERNAL_AGENTS, "GetItem"),
                            new Rows(Table.SUBSCRIPTIONS, "Query"),
                            new SendOrders(),
                            new Rows(Table.KILL_SWITCHES, "Query"),
                            new WriteAudit(),
                            new Rows(Table.AUDIT_HEADS, "Query"),
                            new Rows(Table.AUDIT_SEALS, "GetItem", "Query", "PutItem"),
                            new Index(Table.AUDIT, "by_writer"),
                            new Rows(Table.AUDIT, "Query"),
                            new Rows(Table.AUDIT_EXPORTS, "PutItem"),
                            new Index(Table.AUDIT_EXPORTS, "pending"),
                            new WriteAuditFiles(),
                            new Secret(AUDIT_KEY),
                            new Counters());
            case ALARMS ->
                    List.of(
                            settings.suspendsAgents()
                                    ? new Rows(Table.EXTERNAL_AGENTS, "GetItem", "PutItem")
                                    : new Rows(Table.EXTERNAL_AGENTS, "GetItem"),
                            new Rows(Table.LIMITS, "GetItem"),
                            new Rows(Table.BILLING_USAGE, "GetItem"),
                            new Index(Table.BILLING_USAGE, "by_period"),
                            new Rows(Table.IDEMPOTENCY, "PutItem", "UpdateItem", "DeleteItem"),
                            new Rows(Table.INVOCATION_LINEAGE, "GetItem", "PutItem"),
                            new WriteAudit(),
                            new SendOrders(),
                            new Counters());
        };
    }

    /** Those, and one more in some deployments. */
    private static List<Use> with(boolean more, Use use, Use... uses) {
        return more ? Stream.concat(Stream.of(uses), Stream.of(use)).toList() : List.of(uses);
    }
}
