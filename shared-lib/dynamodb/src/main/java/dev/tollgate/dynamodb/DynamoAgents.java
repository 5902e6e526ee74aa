package dev.tollgate.dynamodb;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.GetItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;

/**
 * Agents as rows {@code agt_…} of their organisation, with a row {@code name#…} beside each; see
 * {@link AgentWrites}. Reads are consistent, so that an agent that was suspended is suspended for
 * the next call.
 */
public final class DynamoAgents implements Agents {
    /** After every agent id, before every other kind of row. */
    private static final String AFTER_LAST_AGENT = "agt_~";

    private static final String BY_ID = "by_id";

    private final DynamoDbTable<EnhancedDocument> table;
    private final AgentWrites writes;
    private final Transactions transactions;

    /** {@code random} spreads the attempts of transactions that got in each other's way. */
    public DynamoAgents(Dynamo dynamo, RandomGenerator random) {
        this.table = dynamo.documents(Table.EXTERNAL_AGENTS);
        this.writes = new AgentWrites(dynamo.name(Table.EXTERNAL_AGENTS));
        this.transactions = new Transactions(dynamo.client(), random);
    }

    @Override
    public Saved add(Agent agent) {
        return switch (transactions.write(writes.adding(agent))) {
            case Transactions.Done() -> new Saved.Done();
            case Transactions.Refused(int write) -> {
                if (write == AgentWrites.OWN_ROW) {
                    throw new IllegalStateException("there is an agent " + agent.id());
                }
                yield new Saved.NameTaken(agent.name());
            }
        };
    }

    @Override
    public Saved replace(Agent agent) {
        var before = find(agent.organisation(), agent.id());
        if (before.isEmpty() || before.get().version() != agent.version() - 1) {
            return new Saved.Stale();
        }
        return switch (transactions.write(writes.replacing(before.get(), agent))) {
            case Transactions.Done() -> new Saved.Done();
            case Transactions.Refused(int write) ->
                    write == AgentWrites.OWN_ROW
                            ? new Saved.Stale()
                            : new Saved.NameTaken(agent.name());
        };
    }

    @Override
    public Optional<Agent> find(OrganisationId organisation, AgentId id) {
        var request =
                GetItemEnhancedRequest.builder()
                        .key(key(organisation, id.value()))
                        .consistentRead(true)
                        .build();
        return Optional.ofNullable(table.getItem(request)).map(DynamoAgents::agent);
    }

    @Override
    public Optional<OrganisationId> organisationOf(AgentId id) {
        var byId = Key.builder().partitionValue(id.value()).build();
        return table
                .index(BY_ID)
                .query(query -> query.queryConditional(QueryConditional.keyEqualTo(byId)).limit(1))
                .stream()
                .flatMap(part -> part.items().stream())
                .findFirst()
                .map(row -> new OrganisationId(row.getString(Table.PK)));
    }

    @Override
    public Page<Agent> list(OrganisationId organisation, PageRequest page) {
        // A blank sorts before every character of an id: the first place after the one given.
        var from = page.after().map(after -> after + " ").orElse(" ");
        var request =
                QueryEnhancedRequest.builder()
                        .queryConditional(
                                QueryConditional.sortBetween(
                                        key(organisation, from),
                                        key(organisation, AFTER_LAST_AGENT)))
                        .limit(page.limit() + 1)
                        .consistentRead(true)
                        .build();
        // One more than asked for tells whether there is a next page.
        var found =
                table.query(request).items().stream()
                        .limit(page.limit() + 1L)
                        .map(DynamoAgents::agent)
                        .toList();
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty());
        }
        var items = found.subList(0, page.limit());
        return new Page<>(items, Optional.of(items.getLast().id().value()));
    }

    private static Agent agent(EnhancedDocument document) {
        return AgentRow.read(document.toMap());
    }

    private static Key key(OrganisationId organisation, String sort) {
        return Key.builder().partitionValue(organisation.value()).sortValue(sort).build();
    }
}
