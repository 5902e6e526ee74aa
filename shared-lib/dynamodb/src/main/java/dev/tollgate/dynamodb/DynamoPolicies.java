package dev.tollgate.dynamodb;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicyRef;
import dev.tollgate.domain.policy.json.PolicyJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Policies as rows of their organisation, by their id; see {@link PolicyWrites} for the rows beside
 * them. Reads are consistent, so that no function keeps rules that were changed before it asked.
 */
public final class DynamoPolicies implements Policies {
    /** Ids begin with a digit or a letter; the other rows of an organisation come before. */
    private static final String BEFORE_FIRST = "0";

    private static final String AFTER_LAST = "~";

    private final DynamoDbTable<EnhancedDocument> table;
    private final PolicyWrites writes;
    private final Transactions transactions;

    /** {@code random} spreads the attempts of transactions that got in each other's way. */
    public DynamoPolicies(Dynamo dynamo, RandomGenerator random) {
        this.table = dynamo.documents(Table.POLICIES);
        this.writes = new PolicyWrites(dynamo.name(Table.POLICIES));
        this.transactions = new Transactions(dynamo.client(), random);
    }

    @Override
    public Added add(OrganisationId organisation, Policy policy) {
        while (true) {
            int last = lastRemoved(organisation, policy.policyId());
            var added = policy.withVersion(last + 1);
            switch (transactions.write(writes.adding(organisation, added))) {
                case Transactions.Done() -> {
                    return new Added.Done(added);
                }
                case Transactions.Refused(int write) when write == PolicyWrites.OWN_ROW -> {
                    return new Added.IdTaken();
                }
                case Transactions.Refused(int write) when write == PolicyWrites.COUNT -> {
                    return new Added.Full();
                }
                // Somebody added and removed one of this id meanwhile: its versions went on.
                case Transactions.Refused _ -> {}
            }
        }
    }

    private int lastRemoved(OrganisationId organisation, String policyId) {
        return row(organisation, PolicyWrites.removed(policyId))
                .map(row -> Integer.parseInt(at(row, PolicyWrites.VERSION).n()))
                .orElse(0);
    }

    @Override
    public boolean replace(OrganisationId organisation, Policy policy) {
        try {
            // Closes the race between two who read the same version.
            table.putItem(request ->
                    request.item(
                                    EnhancedDocument.fromAttributeValueMap(
                                            PolicyWrites.row(organisation, policy)))
                            .conditionExpression(
                                    Expression.builder()
                                            .expression("version = :before")
                                            .putExpressionValue(
                                                    ":before", Values.number(policy.version() - 1L))
                                            .build()));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public boolean remove(OrganisationId organisation, PolicyRef seen) {
        return switch (transactions.write(writes.removing(organisation, seen))) {
            case Transactions.Done() -> true;
            case Transactions.Refused _ -> false;
        };
    }

    @Override
    public Optional<Policy> find(OrganisationId organisation, String policyId) {
        return row(organisation, Policy.requireId(policyId)).map(DynamoPolicies::policy);
    }

    private Optional<Map<String, AttributeValue>> row(OrganisationId organisation, String sort) {
        return Optional.ofNullable(
                        table.getItem(request ->
                                request.key(key(organisation, sort)).consistentRead(true)))
                .map(EnhancedDocument::toMap);
    }

    @Override
    public Page<Policy> list(OrganisationId organisation, PageRequest page) {
        // A blank sorts before every character of an id: the first place after the one given.
        var from = page.after().map(after -> Policy.requireId(after) + " ").orElse(BEFORE_FIRST);
        // One more than asked for tells whether there is a next page.
        var found = from(organisation, from, page.limit() + 1).limit(page.limit() + 1L).toList();
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty());
        }
        var items = found.subList(0, page.limit());
        return new Page<>(items, Optional.of(items.getLast().policyId()));
    }

    @Override
    public List<Policy> all(OrganisationId organisation) {
        return from(organisation, BEFORE_FIRST, MOST).toList();
    }

    private Stream<Policy> from(OrganisationId organisation, String first, int atOnce) {
        var request =
                QueryEnhancedRequest.builder()
                        .queryConditional(
                                QueryConditional.sortBetween(
                                        key(organisation, first), key(organisation, AFTER_LAST)))
                        .limit(atOnce)
                        .consistentRead(true)
                        .build();
        return table.query(request).items().stream()
                .map(EnhancedDocument::toMap)
                .map(DynamoPolicies::policy);
    }

    private static Policy policy(Map<String, AttributeValue> row) {
        return PolicyJson.parse(Values.tree(at(row, PolicyWrites.POLICY)));
    }

    private static AttributeValue at(Map<String, AttributeValue> row, String name) {
        return Objects.requireNonNull(row.get(name), name);
    }

    private static Key key(OrganisationId organisation, String sort) {
        return Key.builder().partitionValue(organisation.value()).sortValue(sort).build();
    }
}
