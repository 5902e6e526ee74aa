package dev.tollgate.domain.admission;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import java.util.Locale;

/** Whom a limit is for. The id of a user or team is the customer's own text. */
public record LimitScope(Kind kind, String id) {
    /** The four kinds of scope. */
    public enum Kind {
        AGENT,
        USER,
        TEAM,
        ORGANISATION;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LimitScope {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a scope needs an id");
        }
    }

    public static LimitScope agent(AgentId agent) {
        return new LimitScope(Kind.AGENT, agent.value());
    }

    public static LimitScope organisation(OrganisationId organisation) {
        return new LimitScope(Kind.ORGANISATION, organisation.value());
    }

    /** {@code kind|id}, the form that {@link #parse} reads. */
    public String text() {
        return kind.text() + "|" + id;
    }

    public static LimitScope parse(String text) {
        var parts = text.split("\\|", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a scope: " + text);
        }
        return new LimitScope(Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1]);
    }
}
