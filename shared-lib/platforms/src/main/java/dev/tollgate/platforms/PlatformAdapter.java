package dev.tollgate.platforms;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.Pace;
import java.util.Optional;

/**
 * One platform: how a message looks there, how it is sent, and what its answers mean. A further one
 * is a file of its own, a case in {@link #of}, and its tests.
 */
sealed interface PlatformAdapter permits CopilotStudio, CustomHttp, Notion, Teams {
    /** Empty for a platform that cannot be called yet. */
    static Optional<PlatformAdapter> of(Platform platform) {
        return switch (platform) {
            case CUSTOM_HTTP -> Optional.of(new CustomHttp());
            case TEAMS -> Optional.of(new Teams());
            case NOTION -> Optional.of(new Notion());
            case COPILOT_STUDIO -> Optional.of(new CopilotStudio());
            case DISCORD, SLACK, TELEGRAM -> Optional.empty();
        };
    }

    /** Whether the caller usually waits for the answer: it is the output of the call. */
    boolean answersAtOnce();

    /** How fast the platform takes what goes to one place; empty if it says nothing of it. */
    Optional<Pace> pace();

    /** Everything that sending needs beside the agent and its secret. */
    Rendered render(Agent agent, Message message);

    /** Brings what is left of it there. */
    Sent send(Consignment consignment, Requests requests, PlatformAddresses addresses);
}
