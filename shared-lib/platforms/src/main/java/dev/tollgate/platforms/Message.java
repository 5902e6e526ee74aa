package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.lineage.Invocation;
import java.util.Optional;

/** What a platform is told. */
public sealed interface Message {
    About about();

    /**
     * A call of the agent itself.
     *
     * @param degraded whether the agent's cheaper {@code platform_config.degraded} settings go with
     *     it
     */
    record Call(
            About about,
            Invocation row,
            JsonNode input,
            Optional<JsonNode> context,
            Optional<JsonNode> metadata,
            boolean degraded)
            implements Message {}

    /** A call is over, and this is what the agent made of it. */
    record Completed(About about, JsonNode output) implements Message {}

    /**
     * A call was refused, or failed.
     *
     * @param code stable and for programs
     * @param sentence for people
     */
    record Failed(About about, String code, String sentence) implements Message {}

    /**
     * A call waits for somebody to agree.
     *
     * @param approval the id of what is to be decided
     * @param what is asked for, in words
     */
    record ApprovalNeeded(About about, String approval, String what) implements Message {}

    /** Shows that messages arrive. */
    record Test(About about) implements Message {}
}
