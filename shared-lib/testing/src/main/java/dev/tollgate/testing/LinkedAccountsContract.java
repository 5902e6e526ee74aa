package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.LinkedAccount;
import dev.tollgate.domain.identity.LinkedAccounts;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What every record of linked accounts keeps to. Each test has an organisation of its own. */
public abstract class LinkedAccountsContract {
    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    private final OrganisationId organisation = IDS.organisation();
    private final AgentId agent = IDS.agent();
    private final UserId alice = IDS.user();
    private final UserId bob = IDS.user();

    protected abstract LinkedAccounts accounts();

    @Test
    void findsTheUserBehindAnAccount() {
        var link = link("U1#a", alice);

        assertThat(accounts().find(organisation, agent, "U1#a")).contains(link);
        assertThat(accounts().find(organisation, agent, "U1")).isEmpty();
        assertThat(accounts().find(organisation, IDS.agent(), "U1#a")).isEmpty();
        assertThat(accounts().find(IDS.organisation(), agent, "U1#a")).isEmpty();
    }

    @Test
    void givesAnAccountToTheLastOneItWasLinkedTo() {
        link("U1", alice);
        var later = link("U1", bob);

        assertThat(accounts().find(organisation, agent, "U1")).contains(later);
        assertThat(accounts().of(organisation, alice)).isEmpty();
        assertThat(accounts().of(organisation, bob)).containsExactly(later);
    }

    @Test
    void listsTheAccountsOfAUser() {
        var second = link("U2", alice);
        var first = link("U1", alice);
        link("U3", bob);

        assertThat(accounts().of(organisation, alice)).containsExactly(first, second);
        assertThat(accounts().of(IDS.organisation(), alice)).isEmpty();
    }

    @Test
    void unlinksOnlyFromTheUserItIsLinkedTo() {
        link("U1", alice);

        assertThat(accounts().unlink(organisation, agent, "U1", bob)).isFalse();
        assertThat(accounts().unlink(organisation, agent, "U1", alice)).isTrue();
        assertThat(accounts().unlink(organisation, agent, "U1", alice)).isFalse();
        assertThat(accounts().find(organisation, agent, "U1")).isEmpty();
    }

    private LinkedAccount link(String account, UserId user) {
        var link =
                new LinkedAccount(
                        organisation,
                        agent,
                        account,
                        user,
                        3,
                        "usr_admin",
                        Instant.parse("2026-03-02T09:00:00Z"));
        accounts().link(link);
        return link;
    }
}
