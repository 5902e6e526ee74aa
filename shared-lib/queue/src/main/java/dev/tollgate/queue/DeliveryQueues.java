package dev.tollgate.queue;

import java.time.Duration;

/** How the two queues are made: the one source of the local gate's queues and the deployed ones. */
public final class DeliveryQueues {
    /** Longer than the delivery function may take, or a message would be handled twice at once. */
    public static final Duration VISIBILITY = Duration.ofSeconds(150);

    /** A message that came more often breaks its reader, and goes to the dead-letter queue. */
    public static final int MOST_RECEIVES = 5;

    private DeliveryQueues() {}
}
