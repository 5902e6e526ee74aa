package dev.tollgate.domain.delivery;

import java.time.Duration;

/**
 * Carries orders to the delivery function, at least once each and in no certain order: whoever
 * reads an order makes sure that it is still to be done, see {@link Deliveries#claim}.
 */
public interface DeliveryQueue {
    /**
     * Sends an order that is not to be read before {@code delay} is over. A queue may hold it back
     * for a shorter time than asked, so the reader looks at {@link DeliveryOrder#due} too.
     */
    void send(DeliveryOrder order, Duration delay);

    /**
     * Puts an order that failed for good where people look after it, as it was sent, so that it can
     * be sent again.
     *
     * @param reason a code and a short text, free of secrets
     * @param history what came of each attempt, free of secrets
     */
    void bury(DeliveryOrder order, String reason, String history);

    /** The same for a message that is no order. */
    void buryUnreadable(String message, String reason);
}
