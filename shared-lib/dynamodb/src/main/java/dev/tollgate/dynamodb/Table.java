package dev.tollgate.dynamodb;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Every table and its indexes: the one source for the local gate, the tests and the deployment. All
 * keys are texts, {@code pk} and {@code sk}; {@code expires_at} (epoch seconds) is the time to live
 * where there is one.
 */
public enum Table {
    /**
     * pk organisation, sk agent id; {@code name#…} rows keep names unique, {@code deleted#…} ended.
     */
    EXTERNAL_AGENTS(new Index("by_id", "sk", "pk")),
    /**
     * pk organisation, sk policy id; {@code #count} and {@code #removed#…} rows stand before them.
     */
    POLICIES,
    /** pk organisation, sk {@code limits}. */
    LIMITS,
    /** pk and sk key id. */
    API_KEYS(new Index("by_organisation", "organisation", "sk")),
    /**
     * pk organisation, sk invocation id, which sorts by time. {@code open} is sparse: only calls
     * that are not over yet are in it.
     */
    INVOCATION_LINEAGE(
            new Index("by_agent", "agent_key", "sk"),
            new Index("by_user_email", "user_email_key", "sk"),
            new Index("open", "open_shard", "open_until")),
    /** pk organisation, sk {@code label|period|kind of scope|scope}. */
    BILLING_USAGE(new Index("by_period", "period_shard", "account")),
    /** pk {@code organisation#principal}, sk the key. */
    IDEMPOTENCY,
    /**
     * pk organisation, sk delivery id, which sorts by time; {@code status_key} is {@code
     * organisation#status}, {@code subscription_key}, of events only, {@code
     * organisation#subscription}.
     */
    DELIVERIES(
            new Index("by_status", "status_key", "sk"),
            new Index("by_subscription", "subscription_key", "sk")),
    /** pk organisation, sk the id of an agent or subscription that failed lately. */
    CIRCUITS,
    /** pk organisation, sk subscription id. */
    SUBSCRIPTIONS,
    /** pk organisation, or {@code #all}, sk what is stopped. */
    KILL_SWITCHES,
    /** pk organisation, sk {@code agent#account}; {@code user_key} is {@code organisation#user}. */
    LINKED_ACCOUNTS(new Index("by_user", "user_key", "sk")),
    /**
     * pk organisation, sk approval id; what will run is apart, at pk {@code organisation#sealed}.
     * {@code due} is sparse: only those for which something is to be done are in it.
     */
    APPROVALS(
            new Index("by_status", "status_key", "sk"),
            new Index("by_agent", "agent_key", "sk"),
            new Index("due", "due_shard", "due_at")),
    /** pk organisation, sk the sequence in 15 digits; the last one is in {@code #last}. */
    APPROVAL_CHANGES,
    /**
     * pk organisation, sk user id; {@code name#…} rows keep names unique, {@code #owners} counts
     * owners, {@code #epoch} the times that all tokens ended.
     */
    USERS,
    /** pk and sk session id. */
    SESSIONS,
    /** pk what attempts to sign in are counted by, sk {@code failures} or {@code vouched}. */
    ATTEMPTS,
    /** pk organisation, sk audit id, which sorts by time. */
    AUDIT(new Index("by_writer", "writer", "seq_key")),
    /** pk {@code #} and one of few numbers, sk writer id: how far each writer has come. */
    AUDIT_HEADS,
    /**
     * pk organisation, sk {@code seal#…} by number, {@code writer#…} how far each is sealed, {@code
     * archive} how far seals are archived.
     */
    AUDIT_SEALS,
    /** pk organisation, sk export id; {@code pending} is sparse. */
    AUDIT_EXPORTS(new Index("pending", "pending", "sk"));

    public static final String PK = "pk";
    public static final String SK = "sk";
    public static final String EXPIRES_AT = "expires_at";

    private final List<Index> indexes;

    Table(Index... indexes) {
        this.indexes = List.of(indexes);
    }

    /** An index over all attributes. */
    public record Index(String name, String partitionKey, String sortKey) {}

    public List<Index> indexes() {
        return indexes;
    }

    public String name(String prefix) {
        return prefix + name().toLowerCase(Locale.ROOT);
    }

    public CreateTableRequest create(String prefix) {
        var request =
                CreateTableRequest.builder()
                        .tableName(name(prefix))
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(attributes())
                        .keySchema(keys(PK, SK));
        if (!indexes.isEmpty()) {
            request.globalSecondaryIndexes(indexes.stream().map(Table::secondary).toList());
        }
        return request.build();
    }

    private List<AttributeDefinition> attributes() {
        return Stream.concat(
                        Stream.of(PK, SK),
                        indexes.stream()
                                .flatMap(index -> Stream.of(index.partitionKey(), index.sortKey())))
                .distinct()
                .map(name ->
                        AttributeDefinition.builder()
                                .attributeName(name)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                .toList();
    }

    private static GlobalSecondaryIndex secondary(Index index) {
        return GlobalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(keys(index.partitionKey(), index.sortKey()))
                .projection(all -> all.projectionType(ProjectionType.ALL))
                .build();
    }

    private static List<KeySchemaElement> keys(String partition, String sort) {
        return List.of(
                KeySchemaElement.builder().attributeName(partition).keyType(KeyType.HASH).build(),
                KeySchemaElement.builder().attributeName(sort).keyType(KeyType.RANGE).build());
    }
}
