package dev.tollgate.domain.delivery;

import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import java.time.Instant;
import java.util.Optional;

/** The record of every delivery. */
public interface Deliveries {
    /**
     * So many are made again by one request: each may be a call through the gate, and all are to be
     * over before the caller gives up.
     */
    int MOST_REPLAYED = 100;

    /**
     * Takes an attempt for the caller alone. Of several who read copies of one order, one gets it.
     * Makes the row if there is none yet.
     */
    Claimed claim(DeliveryOrder order, Lease lease, Instant now);

    /**
     * Records an attempt that failed for now, and what is next. Only the one who holds the lease
     * may.
     *
     * @return whether the caller still held the lease
     */
    boolean await(
            DeliveryOrder order, Lease lease, DeliveryAttempt attempt, String error, Turn next);

    /**
     * Records the final state, unless there is one: a delivery ends once. Makes the row if there is
     * none. Of one that failed, the order is kept, so that it can be made again.
     *
     * @param last the attempt that ended it, if one did
     * @return whether this call ended it
     */
    boolean finish(DeliveryOrder order, End end, Optional<DeliveryAttempt> last);

    /** Empty also while the first attempt is still in the queue. */
    Optional<Delivery> find(OrganisationId organisation, DeliveryId id);

    /** Oldest first. */
    Page<Delivery> list(OrganisationId organisation, DeliveryQuery query, PageRequest page);

    /**
     * The order of a delivery that failed, or failed once and is made again, at its turn. A reply
     * is not kept: the address that it goes to is good for minutes only. Of a call it is kept
     * without the address of its reply.
     */
    Optional<DeliveryOrder> kept(OrganisationId organisation, DeliveryId id);

    /**
     * Makes a delivery that failed wait for the turn of the order.
     *
     * @return whether it was failed until now, and kept
     */
    boolean reopen(DeliveryOrder again, Instant now);

    /**
     * The right to make an attempt.
     *
     * @param token unguessable, another for every claim
     * @param until after this somebody else may take it over; later than any attempt can last
     */
    record Lease(String token, Instant until) {}

    /**
     * A final state.
     *
     * @param error why it failed; empty for one that was delivered
     */
    record End(DeliveryStatus status, Optional<String> error, Instant at) {
        public End {
            if (!status.isOver() || error.isPresent() != (status == DeliveryStatus.FAILED)) {
                throw new IllegalArgumentException("not an end: " + status + " " + error);
            }
        }
    }

    /** What came of a claim. */
    sealed interface Claimed {
        /** The caller makes the attempt. */
        record Mine(Delivery delivery) implements Claimed {}

        /** Somebody else is making it until then, at the latest. */
        record Busy(Instant until) implements Claimed {}

        /** This attempt is over, and a later one is due or being made. */
        record Past(Delivery delivery) implements Claimed {}

        /** The delivery is over. */
        record Over(Delivery delivery) implements Claimed {}
    }
}
