package dev.tollgate.local.openapi;

import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.Target;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Map;

/** Levers that stop calls at once. */
final class KillSwitchOperations {
    private static final Refusal OWNER =
            Refusal.of(
                    "OwnerRequired",
                    403,
                    "owner_required",
                    "Only an owner of the organisation that runs this deployment stops everybody.");

    private KillSwitchOperations() {}

    static Map<String, Schema> schemas() {
        return Map.of(
                "KillSwitch",
                Shape.written()
                        .always("target", Schema.text())
                        .always("reason", Schema.text())
                        .always("pulled_by", Schema.text().described("The id of a principal."))
                        .always("pulled_at", Schema.time())
                        .always(
                                "effective_within_seconds",
                                Schema.integer(0)
                                        .described("Within what time every function honours it."))
                        .schema());
    }

    private static Parameter target() {
        return Parameter.path("target", "What it stops: " + Target.ACCEPTED + ".", Schema.text());
    }

    static Operation list() {
        return Area.KILL_SWITCHES
                .operation("List the kill switches that are pulled")
                .gives(
                        Answer.ok(
                                "All that stop calls of the organisation.",
                                Values.all("KillSwitch").schema()))
                .refuses(Refusals.INVALID);
    }

    static Operation pull() {
        return Area.KILL_SWITCHES
                .operation("Pull a kill switch")
                .takes(target())
                .reads(
                        Body.json(
                                Shape.read()
                                        .always("reason", Schema.text(KillSwitch.LONGEST_REASON))
                                        .schema()))
                .gives(Answer.ok("The lever, pulled.", Schema.ref("KillSwitch")))
                .refuses(OWNER, Refusals.NOT_FOUND);
    }

    static Operation putBack() {
        return Area.KILL_SWITCHES
                .operation("Put a kill switch back")
                .takes(target())
                .gives(Answer.noContent("Calls go on."))
                .refuses(OWNER, Refusals.NOT_FOUND);
    }
}
