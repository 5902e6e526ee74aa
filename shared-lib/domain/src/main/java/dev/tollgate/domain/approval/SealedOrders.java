package dev.tollgate.domain.approval;

import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.delivery.DeliveryOrder;

/** Encrypts what will run, so that nobody reads or changes it while it waits. */
public interface SealedOrders {
    String seal(ApprovalId approval, DeliveryOrder order);

    /**
     * What was sealed.
     *
     * @throws IllegalStateException if it was not sealed for that approval, or was changed
     */
    DeliveryOrder open(ApprovalId approval, String sealed);
}
