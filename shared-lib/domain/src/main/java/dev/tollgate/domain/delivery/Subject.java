package dev.tollgate.domain.delivery;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.SubscriptionId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a delivery is about, as its record shows it.
 *
 * @param agent that it goes to, or that an event is about
 * @param invocation of a call or a reply
 * @param subscription of an event
 * @param eventType of an event
 */
public record Subject(
        Kind kind,
        Optional<AgentId> agent,
        Optional<InvocationId> invocation,
        Optional<SubscriptionId> subscription,
        Optional<String> eventType) {
    /** See {@link Purpose}. */
    public enum Kind {
        CALL,
        REPLY,
        EVENT;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String text) {
            return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
        }
    }

    public Subject {
        boolean fits =
                switch (kind) {
                    case CALL, REPLY -> agent.isPresent() && invocation.isPresent();
                    case EVENT -> subscription.isPresent() && eventType.isPresent();
                };
        if (!fits) {
            throw new IllegalArgumentException("not what a " + kind.text() + " is about");
        }
    }

    public static Subject call(AgentId agent, InvocationId invocation) {
        return about(Kind.CALL, agent, invocation);
    }

    public static Subject reply(AgentId agent, InvocationId invocation) {
        return about(Kind.REPLY, agent, invocation);
    }

    public static Subject event(SubscriptionId subscription, String type, Optional<AgentId> agent) {
        return new Subject(
                Kind.EVENT, agent, Optional.empty(), Optional.of(subscription), Optional.of(type));
    }

    private static Subject about(Kind kind, AgentId agent, InvocationId invocation) {
        return new Subject(
                kind,
                Optional.of(agent),
                Optional.of(invocation),
                Optional.empty(),
                Optional.empty());
    }
}
