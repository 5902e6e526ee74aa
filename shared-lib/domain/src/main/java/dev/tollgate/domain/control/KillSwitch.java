package dev.tollgate.domain.control;

import dev.tollgate.domain.OrganisationId;
import java.time.Instant;

/**
 * A lever that was pulled: nothing that it stops is done until it is put back.
 *
 * @param organisation whose it is; of one that stops everybody, the one it was pulled from
 * @param reason for people, of those who are stopped too
 * @param pulledBy the id of a principal
 */
public record KillSwitch(
        OrganisationId organisation,
        Target target,
        String reason,
        String pulledBy,
        Instant pulledAt) {
    public static final int LONGEST_REASON = 500;

    public KillSwitch {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a kill switch needs a reason");
        }
    }

    /** For whoever is stopped. */
    public String sentence() {
        var what =
                switch (target) {
                    case Target.All() -> "All calls are stopped: ";
                    case Target.Organisation() -> "All calls of the organisation are stopped: ";
                    case Target.Agent _ -> "Calls of this agent are stopped: ";
                    case Target.Tool(var name) -> "Calls of the tool " + name + " are stopped: ";
                };
        return what + reason;
    }
}
