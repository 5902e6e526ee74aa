package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.local.servers.Behaviour;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallAgentTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";

    /** What is counted is what a receiver then counts. */
    @ParameterizedTest
    @CsvSource({"10, 1", "70000, 3", "180000, 7"})
    void countsTheCardsThatTeamsIsSent(int length, int cards) {
        var agent = Samples.agent(Platform.TEAMS, Map.of());
        var body = Courier.render(agent, Samples.completed("x".repeat(length)));

        try (var courier = new Courier()) {
            courier.receiver.answers(Behaviour.answering(202, ""));
            courier.send(agent, courier.secret("/workflows/1"), body, Progress.NONE);

            assertThat(courier.receiver.requests()).hasSize(cards);
        }
        assertThat(left(agent, body, 0)).isEqualTo(cards);
    }

    @Test
    void countsOnlyWhatIsLeft() {
        var teams = Samples.agent(Platform.TEAMS, Map.of());
        var notion = Samples.agent(Platform.NOTION, Map.of("page_id", ID));
        var cards = Courier.render(teams, Samples.completed("x".repeat(70_000)));
        var blocks = Courier.render(notion, Samples.completed("x\n\n".repeat(250)));

        assertThat(left(teams, cards, 1)).isEqualTo(2);
        assertThat(left(teams, cards, 3)).isEqualTo(1);
        assertThat(left(notion, blocks, 0)).isEqualTo(3);
        assertThat(left(notion, blocks, 2)).isEqualTo(1);
    }

    private static int left(Agent agent, String body, int taken) {
        return CallAgent.sends(agent.platform(), body, new Progress(taken, ""));
    }
}
