package dev.tollgate.governance;

import static dev.tollgate.governance.Fixture.AWAY;
import static dev.tollgate.governance.Fixture.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lambda.Route;
import org.junit.jupiter.api.Test;

final class KillSwitchTest {
    private static final String REASON = "{\"reason\": \"keys in a public repository\"}";

    private final Fixture fixture = new Fixture();
    private final Gate gate = new Gate(fixture.function(), HOME);

    @Test
    void pullsASwitchAndPutsItBack() {
        var pulled = pull(gate, "organisation", REASON);

        assertThat(pulled.status()).isEqualTo(200);
        assertThat(pulled.body().path("effective_within_seconds").asInt()).isEqualTo(5);
        assertThat(pulled.body().path("pulled_by").asText()).isEqualTo("usr_admin");
        assertThat(list(gate)).isEqualTo(1);
        assertThat(putBack(gate, "organisation").status()).isEqualTo(204);
        assertThat(putBack(gate, "organisation").status()).isEqualTo(404);
        assertThat(list(gate)).isZero();
        assertThat(fixture.audit.types()).startsWith("kill_switch.pulled", "kill_switch.put_back");
    }

    @Test
    void takesAReason() {
        assertThat(pull(gate, "organisation", "{}").where()).isEqualTo("#/reason");
        assertThat(list(gate)).isZero();
    }

    @Test
    void saysWhatCanBeStopped() {
        assertThat(pull(gate, "everything", REASON).body().path("detail").asText())
                .endsWith("accepted: all, organisation, agent:agt_…, tool:name.");
        assertThat(pull(gate, "tool:web_search", REASON).status()).isEqualTo(200);
    }

    @Test
    void letsOnlyOwnersOfTheHomeOrganisationStopEverybody() {
        var away = new Gate(fixture.function(), AWAY);

        assertThat(pull(away, "all", REASON).code()).isEqualTo("owner_required");
        assertThat(pull(gate, "all", REASON).code()).isEqualTo("owner_required");
        assertThat(list(gate)).isZero();
    }

    private static Gate.Reply pull(Gate gate, String target, String body) {
        return gate.send(Route.PULL_KILL_SWITCH, target, body);
    }

    private static Gate.Reply putBack(Gate gate, String target) {
        return gate.send(Route.PUT_BACK_KILL_SWITCH, target);
    }

    private static int list(Gate gate) {
        return gate.send(Route.LIST_KILL_SWITCHES, "").body().path("items").size();
    }
}
