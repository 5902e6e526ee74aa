package dev.tollgate.platforms;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.local.servers.Receiver;
import dev.tollgate.outbound.HttpDestinations;
import dev.tollgate.testing.InMemoryCredentials;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Brings messages over real HTTP to a receiver that plays a platform. */
final class Courier implements AutoCloseable {
    static final String KEY = "inv_01kjpvsyz00000000000000000";

    final Receiver receiver = Receiver.start();

    private final HttpDestinations destinations =
            new HttpDestinations(WebhookUrls.of("", true), InstantSource.system());

    AgentSecret secret(String path) {
        return new AgentSecret(1, Optional.of(receiver.at(path)), new OutboundAuth.None());
    }

    static AgentSecret token(String token) {
        return new AgentSecret(1, Optional.empty(), new OutboundAuth.BearerToken(token));
    }

    static String render(Agent agent, Message message) {
        return switch (CallAgent.render(agent, message)) {
            case Rendered.Ready ready -> ready.body();
            case Rendered.Unfit(var why) -> throw new AssertionError(why);
        };
    }

    /** One attempt at a message. */
    Sent send(Agent agent, AgentSecret secret, Message message) {
        return send(agent, secret, render(agent, message), Progress.NONE);
    }

    Sent send(Agent agent, AgentSecret secret, String body, Progress progress) {
        return send(agent, secret, body, progress, Duration.ofSeconds(20));
    }

    Sent send(Agent agent, AgentSecret secret, String body, Progress progress, Duration timeout) {
        return send(agent, secret, Optional.empty(), body, progress, timeout);
    }

    /** By an adapter of its own. */
    Sent send(
            PlatformAdapter adapter,
            Agent agent,
            AgentSecret secret,
            String body,
            Progress progress,
            Duration timeout) {
        var consignment =
                new Consignment(
                        agent,
                        secret,
                        Optional.empty(),
                        KEY,
                        KEY,
                        body,
                        Map.of("X-Request-Id", "req-1"),
                        timeout,
                        progress);
        return adapter.send(
                consignment,
                new Requests(destinations, consignment, InstantSource.system()),
                addresses(receiver.endpoint()));
    }

    /** One attempt at an answer to a command. */
    Sent reply(Agent agent, AgentSecret secret, ReplyAddress to, Message message) {
        return send(
                agent,
                secret,
                Optional.of(to),
                render(agent, message),
                Progress.NONE,
                Duration.ofSeconds(20));
    }

    private Sent send(
            Agent agent,
            AgentSecret secret,
            Optional<ReplyAddress> to,
            String body,
            Progress progress,
            Duration timeout) {
        var credentials = new InMemoryCredentials();
        credentials.create(agent.organisation(), agent.id(), secret);
        return new CallAgent(
                        credentials,
                        destinations,
                        addresses(receiver.endpoint()),
                        InstantSource.system())
                .send(
                        agent,
                        new CallAgent.Parcel(
                                to,
                                KEY,
                                KEY,
                                body,
                                Map.of("X-Request-Id", "req-1"),
                                timeout,
                                progress));
    }

    /** Brings what is left of a message to whoever gave a command. */
    Sent reply(
            Agent agent,
            AgentSecret secret,
            Map<String, String> command,
            String body,
            Progress progress) {
        var consignment =
                new Consignment(
                        agent,
                        secret,
                        Optional.of(new ReplyAddress(agent.id(), command)),
                        "inv_01kjpvsyz00000000000000000",
                        "inv_01kjpvsyz00000000000000000",
                        body,
                        Map.of(),
                        Duration.ofSeconds(20),
                        progress);
        return PlatformAdapter.of(agent.platform())
                .send(
                        consignment,
                        new Requests(destinations, consignment, InstantSource.system()),
                        addresses(receiver.endpoint()));
    }

    private static PlatformAddresses addresses(URI receiver) {
        return new PlatformAddresses(
                receiver.resolve("/slack"),
                receiver.resolve("/discord"),
                receiver.resolve("/telegram"),
                receiver.resolve("/notion/v1"),
                receiver.resolve("/v3/directline"),
                receiver.resolve("/openidconfiguration"));
    }

    @Override
    public void close() {
        destinations.close();
        receiver.close();
    }
}
