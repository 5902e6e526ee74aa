package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.KillSwitches;
import dev.tollgate.domain.control.Target;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every record of kill switches keeps to. Each test has an organisation of its own. */
public abstract class KillSwitchesContract {
    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    private final OrganisationId organisation = IDS.organisation();
    private final Target agent = new Target.Agent(IDS.agent());

    protected abstract KillSwitches switches();

    @AfterEach
    void letEverybodyGoOn() {
        switches().putBack(organisation, new Target.All());
    }

    @Test
    void tellsWhatIsPulledUntilItIsPutBack() {
        var lever = pull(agent, "a leak");

        assertThat(switches().standing(organisation)).containsExactly(lever);
        assertThat(switches().standing(IDS.organisation())).isEmpty();
        assertThat(switches().putBack(organisation, agent)).isTrue();
        assertThat(switches().putBack(organisation, agent)).isFalse();
        assertThat(switches().standing(organisation)).isEmpty();
    }

    @Test
    void keepsTheLastReason() {
        pull(agent, "a leak");
        var later = pull(agent, "a worse leak");

        assertThat(switches().standing(organisation)).containsExactly(later);
    }

    @Test
    void tellsEverybodyOfTheOneForEverybodyFirst() {
        var own = pull(new Target.Tool("shell"), "no");
        var all = pull(new Target.All(), "an attack");

        assertThat(switches().standing(organisation)).containsExactly(all, own);
        assertThat(switches().standing(IDS.organisation())).containsExactly(all);
        assertThat(switches().putBack(IDS.organisation(), new Target.All())).isTrue();
        assertThat(switches().standing(organisation)).containsExactly(own);
    }

    private KillSwitch pull(Target target, String reason) {
        var lever =
                new KillSwitch(
                        organisation,
                        target,
                        reason,
                        "usr_admin",
                        Instant.parse("2026-03-02T09:00:00Z"));
        switches().pull(lever);
        return lever;
    }
}
