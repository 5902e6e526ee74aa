package dev.tollgate.domain.control;

import dev.tollgate.domain.AgentId;
import java.util.regex.Pattern;

/** What a kill switch stops. */
public sealed interface Target {
    /** What messages say that a target looks like. */
    String ACCEPTED = "all, organisation, agent:agt_…, tool:name";

    /** As callers write it. */
    String text();

    /** Every call of every organisation. */
    record All() implements Target {
        @Override
        public String text() {
            return "all";
        }
    }

    /** Every call of the organisation. */
    record Organisation() implements Target {
        @Override
        public String text() {
            return "organisation";
        }
    }

    /** Calls of one agent. */
    record Agent(AgentId id) implements Target {
        private static final String PREFIX = "agent:";

        @Override
        public String text() {
            return PREFIX + id;
        }
    }

    /** Calls of one tool. */
    record Tool(String name) implements Target {
        private static final String PREFIX = "tool:";
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

        public Tool {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("not the name of a tool: " + name);
            }
        }

        @Override
        public String text() {
            return PREFIX + name;
        }
    }

    /** The reverse of {@link #text}. */
    static Target parse(String text) {
        if (text.startsWith(Agent.PREFIX)) {
            return new Agent(new AgentId(text.substring(Agent.PREFIX.length())));
        }
        if (text.startsWith(Tool.PREFIX)) {
            return new Tool(text.substring(Tool.PREFIX.length()));
        }
        return switch (text) {
            case "all" -> new All();
            case "organisation" -> new Organisation();
            default ->
                    throw new IllegalArgumentException(
                            "not a target: " + text + "; accepted: " + ACCEPTED);
        };
    }
}
