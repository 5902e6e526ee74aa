package dev.tollgate.hold;

import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.SealedOrders;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.queue.Announce;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What decisions on held calls stand on. */
public record HoldPorts(
        Approvals approvals,
        SealedOrders sealed,
        Halt halt,
        Lineage lineage,
        Counters counters,
        DeliveryQueue queue,
        Agents agents,
        Policies policies,
        Audit audit,
        Announce announce,
        Metrics metrics,
        PublicUrl url,
        InstantSource clock,
        RandomGenerator random) {}
