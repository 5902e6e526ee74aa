package dev.tollgate.dynamodb;

import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** {@link ApiKeys} in the table {@link Table#API_KEYS}. */
public final class DynamoApiKeys implements ApiKeys {
    private static final String BY_ORGANISATION = "by_organisation";
    private static final String ORGANISATION = "organisation";
    private static final String NAME = "name";
    private static final String SECRET_HASH = "secret_hash";
    private static final String SCOPES = "scopes";
    private static final String TEAM = "team";
    private static final String CREATED_BY = "created_by";
    private static final String CREATED_AT = "created_at";

    /** Not {@link Table#EXPIRES_AT}: an expired key stays in the list until it is deleted. */
    private static final String VALID_UNTIL = "valid_until";

    private final DynamoDbTable<EnhancedDocument> table;

    public DynamoApiKeys(Dynamo dynamo) {
        table = dynamo.documents(Table.API_KEYS);
    }

    @Override
    public void add(ApiKey key) {
        // Closes the race of two keys with one id: the second fails instead of taking over.
        table.putItem(request ->
                request.item(document(key))
                        .conditionExpression(
                                Expression.builder()
                                        .expression("attribute_not_exists(pk)")
                                        .build()));
    }

    @Override
    public Optional<ApiKey> find(ApiKeyId id) {
        return Optional.ofNullable(table.getItem(key(id))).map(DynamoApiKeys::key);
    }

    @Override
    public Page<ApiKey> list(OrganisationId organisation, PageRequest page) {
        // One more than asked for tells whether there is a next page.
        var found =
                table
                        .index(BY_ORGANISATION)
                        .query(query -> {
                            query.queryConditional(
                                            QueryConditional.keyEqualTo(
                                                    Key.builder()
                                                            .partitionValue(organisation.value())
                                                            .build()))
                                    .limit(page.limit() + 1);
                            page.after()
                                    .map(ApiKeyId::new)
                                    .ifPresent(after ->
                                            query.exclusiveStartKey(place(organisation, after)));
                        })
                        .stream()
                        .flatMap(part -> part.items().stream())
                        .limit(page.limit() + 1L)
                        .map(DynamoApiKeys::key)
                        .toList();
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty());
        }
        var items = found.subList(0, page.limit());
        return new Page<>(items, Optional.of(items.getLast().id().value()));
    }

    @Override
    public boolean remove(OrganisationId organisation, ApiKeyId id) {
        try {
            // Closes the race of two removals, and keeps other organisations' keys out of reach.
            table.deleteItem(request ->
                    request.key(key(id))
                            .conditionExpression(
                                    Expression.builder()
                                            .expression("organisation = :organisation")
                                            .putExpressionValue(
                                                    ":organisation",
                                                    AttributeValue.fromS(organisation.value()))
                                            .build()));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static Key key(ApiKeyId id) {
        return Key.builder().partitionValue(id.value()).sortValue(id.value()).build();
    }

    private static Map<String, AttributeValue> place(OrganisationId organisation, ApiKeyId id) {
        return Map.of(
                ORGANISATION,
                AttributeValue.fromS(organisation.value()),
                Table.PK,
                AttributeValue.fromS(id.value()),
                Table.SK,
                AttributeValue.fromS(id.value()));
    }

    private static EnhancedDocument document(ApiKey key) {
        var document =
                EnhancedDocument.builder()
                        .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                        .putString(Table.PK, key.id().value())
                        .putString(Table.SK, key.id().value())
                        .putString(ORGANISATION, key.organisation().value())
                        .putString(NAME, key.name())
                        .putString(SECRET_HASH, key.secretHash())
                        .putList(
                                SCOPES,
                                key.scopes().stream().map(Scope::text).sorted().toList(),
                                EnhancedType.of(String.class))
                        .putString(CREATED_BY, key.createdBy())
                        .putString(CREATED_AT, key.createdAt().toString());
        key.team().ifPresent(team -> document.putString(TEAM, team));
        key.expiresAt().ifPresent(at -> document.putString(VALID_UNTIL, at.toString()));
        return document.build();
    }

    private static ApiKey key(EnhancedDocument document) {
        List<String> scopes = document.getList(SCOPES, EnhancedType.of(String.class));
        return new ApiKey(
                new ApiKeyId(document.getString(Table.PK)),
                new OrganisationId(document.getString(ORGANISATION)),
                document.getString(NAME),
                document.getString(SECRET_HASH),
                scopes.stream()
                        .flatMap(scope -> Scope.of(scope).stream())
                        .collect(Collectors.toSet()),
                Optional.ofNullable(document.getString(TEAM)),
                document.getString(CREATED_BY),
                Instant.parse(document.getString(CREATED_AT)),
                Optional.ofNullable(document.getString(VALID_UNTIL)).map(Instant::parse));
    }
}
