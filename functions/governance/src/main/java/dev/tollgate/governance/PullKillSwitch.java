package dev.tollgate.governance;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.KillSwitches;
import dev.tollgate.domain.control.Target;
import dev.tollgate.domain.identity.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Pulls kill switches and puts them back; each is in the audit before it happens. */
final class PullKillSwitch {
    private final KillSwitches switches;
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;

    PullKillSwitch(KillSwitches switches, Audit audit, Ids ids, InstantSource clock) {
        this.switches = switches;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** Those that stop something of the caller's organisation. */
    List<KillSwitch> standing(Principal caller) {
        return switches.standing(caller.organisation());
    }

    KillSwitch pull(Principal caller, Target target, String reason) {
        var lever = new KillSwitch(caller.organisation(), target, reason, caller.id(), now());
        audit.record(event(caller, "kill_switch.pulled", target, Map.of("reason", reason)));
        switches.pull(lever);
        return lever;
    }

    /** Whether it was pulled. */
    boolean putBack(Principal caller, Target target) {
        audit.record(event(caller, "kill_switch.put_back", target, Map.of()));
        return switches.putBack(caller.organisation(), target);
    }

    private AuditEvent event(
            Principal caller, String type, Target target, Map<String, String> details) {
        return new AuditEvent(
                ids.audit(),
                caller.organisation(),
                now(),
                type,
                caller.id(),
                target.text(),
                details);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
