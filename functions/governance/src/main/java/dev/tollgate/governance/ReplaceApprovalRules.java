package dev.tollgate.governance;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.approval.ApprovalSettings;
import dev.tollgate.domain.identity.Principal;
import java.util.OptionalInt;

/** Puts new rules of approval in the place of those the caller's organisation has. */
final class ReplaceApprovalRules {
    /** Whoever names no version goes on when others were faster, but not forever. */
    private static final int ATTEMPTS = 10;

    private final ApprovalSettings settings;
    private final Agents agents;
    private final Journal journal;

    ReplaceApprovalRules(ApprovalSettings settings, Agents agents, Journal journal) {
        this.settings = settings;
        this.agents = agents;
        this.journal = journal;
    }

    sealed interface Outcome {
        record Replaced(ApprovalRules rules) implements Outcome {}

        /** They are at this version, which is not the one that was asked for. */
        record Stale(int version) implements Outcome {}

        /** Nobody is asked through an agent that is not there, the one at this index of all. */
        record NoSuchAgent(int index, AgentId agent) implements Outcome {}

        /** Others change them all the time. */
        record Busy() implements Outcome {}
    }

    /**
     * @param wish whose version counts for nothing
     * @param expected the version they must be at; empty if any will do
     */
    Outcome run(Principal caller, ApprovalRules wish, OptionalInt expected) {
        for (int i = 0; i < wish.askThrough().size(); i++) {
            var agent = wish.askThrough().get(i);
            if (agents.find(caller.organisation(), agent).isEmpty()) {
                return new Outcome.NoSuchAgent(i, agent);
            }
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var current = settings.find(caller.organisation());
            if (expected.isPresent() && expected.getAsInt() != current.version()) {
                return new Outcome.Stale(current.version());
            }
            if (wish.withVersion(current.version()).equals(current)) {
                return new Outcome.Replaced(current);
            }
            var next = wish.withVersion(current.version() + 1);
            var intent = journal.replaces(caller, current, next);
            if (settings.replace(caller.organisation(), next)) {
                return new Outcome.Replaced(next);
            }
            intent.refused("stale");
        }
        return new Outcome.Busy();
    }
}
