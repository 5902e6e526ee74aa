package dev.tollgate.invocation;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.inbound.BotKeys;
import dev.tollgate.inbound.Inbound;
import java.util.Optional;

/** Finds where a platform's request comes in. What is not there, for whatever reason, is not. */
final class Entrances {
    private final Agents agents;
    private final Credentials credentials;
    private final BotKeys botKeys;

    Entrances(Agents agents, Credentials credentials, BotKeys botKeys) {
        this.agents = agents;
        this.credentials = credentials;
        this.botKeys = botKeys;
    }

    /** {@code authorization} is the header of that name. */
    Optional<Entrance> find(Platform platform, AgentId id, Optional<String> authorization) {
        return Inbound.of(platform, authorization, botKeys)
                .flatMap(inbound ->
                        agents.organisationOf(id)
                                .flatMap(organisation -> agents.find(organisation, id))
                                .filter(agent -> agent.platform() == platform)
                                .flatMap(agent ->
                                        key(inbound, agent)
                                                .map(key -> new Entrance(agent, inbound, key))));
    }

    private Optional<String> key(Inbound inbound, Agent agent) {
        return switch (inbound.keyKind()) {
            case PUBLIC_KEY -> configured(agent, "public_key");
            case BOT -> configured(agent, "bot_app_id").map(inbound::checkedKey);
            case SHARED_SECRET ->
                    credentials
                            .fetch(agent.organisation(), agent.id(), agent.credentialVersion())
                            .flatMap(secret -> secret.inbound());
        };
    }

    private static Optional<String> configured(Agent agent, String name) {
        return Optional.ofNullable(agent.platformConfig().get(name)).map(Object::toString);
    }
}
