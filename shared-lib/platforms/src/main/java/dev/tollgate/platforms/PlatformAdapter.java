package dev.tollgate.platforms;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.Pace;
import java.util.Optional;

/**
 * One platform: how a message looks there, how it is sent, and what its answers mean. A further one
 * is a file of its own, a case in {@link #of}, and its tests.
 */
sealed interface PlatformAdapter
        permits CopilotStudio, CustomHttp, Discord, Notion, Slack, Teams, Telegram {
    static PlatformAdapter of(Platform platform) {
        return switch (platform) {
            case COPILOT_STUDIO -> new CopilotStudio();
            case CUSTOM_HTTP -> new CustomHttp();
            case DISCORD -> new Discord();
            case NOTION -> new Notion();
            case SLACK -> new Slack();
            case TEAMS -> new Teams();
            case TELEGRAM -> new Telegram();
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
