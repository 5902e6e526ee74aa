package dev.tollgate.dynamodb;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * {@link Audit} in the table {@link Table#AUDIT}: this process is one writer for each organisation,
 * with a chain of its own.
 */
public final class DynamoAudit implements Audit {
    private final Dynamo dynamo;
    private final Duration kept;
    private final InstantSource clock;
    private final Transactions transactions;
    private final Ids ids;
    private final Map<OrganisationId, GroupCommit> writers = new ConcurrentHashMap<>();

    /**
     * @param kept after that, rows may go
     * @param random makes the ids of writers, so a secure one that no other process shares
     */
    public DynamoAudit(Dynamo dynamo, Duration kept, InstantSource clock, RandomGenerator random) {
        this.dynamo = dynamo;
        this.kept = kept;
        this.clock = clock;
        transactions = new Transactions(dynamo.client(), random);
        ids = new Ids(clock, random);
    }

    @Override
    public void record(List<AuditEvent> events) {
        var byOrganisation =
                events.stream()
                        .collect(
                                Collectors.groupingBy(
                                        AuditEvent::organisation,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        byOrganisation.forEach((organisation, its) ->
                writers.computeIfAbsent(organisation, this::writer).record(its));
    }

    private GroupCommit writer(OrganisationId organisation) {
        return new GroupCommit(
                new AuditWriter(dynamo, transactions, organisation, kept, ids, clock)::write);
    }
}
