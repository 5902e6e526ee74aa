package dev.tollgate.domain.delivery;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.SubscriptionId;
import java.util.Optional;

/** What a delivery is for. */
public sealed interface Purpose {
    Subject subject();

    /**
     * A governed call, carried out when its turn comes.
     *
     * @param idempotencyKey that the agent sees; of a call that repeats a failed one, the same as
     *     that one's
     * @param replyTo who is told of the outcome, if the call came from a platform
     */
    record Call(
            AgentId agent,
            InvocationId invocation,
            String idempotencyKey,
            Optional<ReplyAddress> replyTo)
            implements Purpose {
        @Override
        public Subject subject() {
            return Subject.call(agent, invocation);
        }
    }

    /** The outcome of a call, for whoever asked for it on a platform. */
    record Reply(InvocationId invocation, ReplyAddress to) implements Purpose {
        @Override
        public Subject subject() {
            return Subject.reply(to.through(), invocation);
        }
    }

    /**
     * Something that happened, for a subscriber.
     *
     * @param agent that it is about, if it is about one
     */
    record Event(SubscriptionId subscription, String type, Optional<AgentId> agent)
            implements Purpose {
        @Override
        public Subject subject() {
            return Subject.event(subscription, type, agent);
        }
    }
}
