package dev.tollgate.local.gateway;

import dev.tollgate.local.gateway.Relay.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Kills a process once, at a moment that what it sends gives away, and waits until it is gone. */
final class Kill implements Relay.Watch {
    private static final long PATIENCE_SECONDS = 30;

    private final Moment moment;
    private final AtomicBoolean came = new AtomicBoolean();
    private final CompletableFuture<DeliveryProcess> victim = new CompletableFuture<>();
    private final CompletableFuture<Void> death = new CompletableFuture<>();

    private Kill(Moment moment) {
        this.moment = moment;
    }

    static Kill at(Moment moment) {
        return new Kill(moment);
    }

    enum Moment {
        /** The agent has the request; the function has no answer yet. */
        ATTEMPT,
        /** The call is over in DynamoDB; the function does not know yet. */
        CALL_WRITTEN,
        /** All is done, but that the queue forgets the message. */
        ACKNOWLEDGEMENT
    }

    void victim(DeliveryProcess process) {
        victim.complete(process);
    }

    void awaitDeath() throws Exception {
        death.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Whether the process was killed by this, and does not get the answer. */
    boolean attempted() {
        return kills(Moment.ATTEMPT);
    }

    @Override
    public boolean passes(Request request) {
        return !(request.operation().startsWith("AmazonSQS.DeleteMessage")
                && kills(Moment.ACKNOWLEDGEMENT));
    }

    @Override
    public void done(Request request) {
        if (request.operation().endsWith(".PutItem")
                && request.body().contains("invocation_lineage")
                && request.body().contains("{\"S\":\"completed\"}")) {
            kills(Moment.CALL_WRITTEN);
        }
    }

    private boolean kills(Moment now) {
        if (now != moment || !came.compareAndSet(false, true)) {
            return false;
        }
        victim.join().kill();
        death.complete(null);
        return true;
    }
}
