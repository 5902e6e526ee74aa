package dev.tollgate.platforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.domain.outbound.Execution;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Renders messages for agents, and carries them out with credentials fetched at the last moment.
 */
public final class CallAgent {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Credentials credentials;
    private final Destinations destinations;
    private final PlatformAddresses addresses;
    private final InstantSource clock;

    public CallAgent(
            Credentials credentials,
            Destinations destinations,
            PlatformAddresses addresses,
            InstantSource clock) {
        this.credentials = credentials;
        this.destinations = destinations;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Whether the caller of such an agent usually waits for its answer. */
    public static boolean answersAtOnce(Platform platform) {
        return PlatformAdapter.of(platform).answersAtOnce();
    }

    /** How fast the platform takes what goes to one agent. */
    public static Optional<Pace> pace(Platform platform) {
        return PlatformAdapter.of(platform).pace();
    }

    /** How many requests are left of what {@link #render} made. */
    public static int sends(Platform platform, String body, Progress progress) {
        return pace(platform).isEmpty() ? 1 : Math.max(1, requests(body) - progress.taken());
    }

    /** A list is the requests themselves. */
    private static int requests(String body) {
        try {
            var rendered = JSON.readTree(body);
            return rendered.isArray() ? rendered.size() : rendered.path("requests").size();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a rendered message", e);
        }
    }

    /** The message in the format of the agent's platform. */
    public static Rendered render(Agent agent, Message message) {
        return PlatformAdapter.of(agent.platform()).render(agent, message);
    }

    /**
     * What is to be brought there.
     *
     * @param to whoever gave a command there; empty for the place that the agent is registered with
     * @param body what {@link #render} made
     * @param timeout for all of it
     */
    public record Parcel(
            Optional<ReplyAddress> to,
            String invocationId,
            String idempotencyKey,
            String body,
            Map<String, String> headers,
            Duration timeout,
            Progress progress) {}

    /** Makes one attempt. */
    public Sent send(Agent agent, Parcel parcel) {
        var secret = credentials.fetch(agent.organisation(), agent.id(), agent.credentialVersion());
        if (secret.isEmpty()) {
            return Sent.failed(
                    new Execution.Blocked(
                            "The agent's credentials are gone from the secret store."),
                    parcel.progress());
        }
        var consignment =
                new Consignment(
                        agent,
                        secret.get(),
                        parcel.to(),
                        parcel.invocationId(),
                        parcel.idempotencyKey(),
                        parcel.body(),
                        parcel.headers(),
                        parcel.timeout(),
                        parcel.progress());
        return PlatformAdapter.of(agent.platform())
                .send(consignment, new Requests(destinations, consignment, clock), addresses);
    }
}
