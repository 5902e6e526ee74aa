package dev.tollgate.testing;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.delivery.DeliveryOrder;
import java.time.Instant;

/** Orders for tests. */
public final class SampleOrders {
    public static final String TRACEPARENT =
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private SampleOrders() {}

    /** The first attempt at a new call. */
    public static DeliveryOrder first(OrganisationId organisation, Ids ids, Instant due) {
        return first(organisation, ids.agent(), ids, due);
    }

    /** The first attempt at a new call of that agent. */
    public static DeliveryOrder first(
            OrganisationId organisation, AgentId agent, Ids ids, Instant due) {
        return DeliveryOrder.call(
                organisation,
                agent,
                ids.invocation(),
                "{\"input\": \"Größe?\\n\"}",
                TRACEPARENT,
                due);
    }
}
