package dev.tollgate.delivery;

import static dev.tollgate.delivery.Answers.BAD;
import static dev.tollgate.delivery.Answers.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.testing.SampleAgents;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeliverReplyTest {
    private static final URI RESPONSE = URI.create("https://hooks.slack.com/commands/T1/1/x");
    private static final AgentId SLACK = new AgentId("agt_01kjpwd6m000000000000s1ack");

    @Test
    void tellsTheOneWhoAskedWhatTheAgentAnswered() {
        var office = new Office(OK);
        office.queue.send(asked(office), Duration.ZERO);

        office.work();

        assertThat(office.calls()).hasSize(2);
        assertThat(office.calls().getLast().url()).isEqualTo(RESPONSE);
        assertThat(office.calls().getLast().body()).contains("hi", "in_channel");
        assertThat(office.queue.buried()).isEmpty();
    }

    @Test
    void tellsTheOneWhoAskedThatItFailed() {
        var office = new Office(BAD, OK);
        office.queue.send(asked(office), Duration.ZERO);

        office.work();

        assertThat(office.calls().getLast().url()).isEqualTo(RESPONSE);
        assertThat(office.calls().getLast().body())
                .contains("The agent answered with status 400.", "upstream_rejected");
    }

    @Test
    void ordersTheReplyOnceHoweverOftenTheOrderIsReadAgain() {
        var office = new Office(OK);
        var order = asked(office);

        office.hand(order);
        office.hand(order);

        assertThat(office.queue.waiting()).hasSize(1);
    }

    @Test
    void saysSoWhereAnAnswerIsTooLongToBeShown() {
        var office = new Office(answered("word and ".repeat(25_000)), OK);
        office.queue.send(asked(office), Duration.ZERO);

        office.work();

        assertThat(office.calls()).hasSize(2);
        assertThat(office.calls().getLast().body())
                .contains("answer_too_long", "too long to be shown here");
    }

    @Test
    void givesUpAReplyThroughAnAgentThatWasSuspended() {
        var office = new Office(OK);
        office.hand(asked(office));
        var reply = office.queue.take().orElseThrow().order();
        var slack = office.agents.find(office.acme, SLACK).orElseThrow();
        office.agents.replace(SampleAgents.next(slack, "Slack", AgentStatus.SUSPENDED));

        office.hand(reply);

        assertThat(office.calls()).hasSize(1);
        assertThat(office.deliveries.find(office.acme, reply.id()).orElseThrow().status())
                .isEqualTo(DeliveryStatus.FAILED);
        assertThat(office.deliveries.kept(office.acme, reply.id())).isEmpty();
        assertThat(office.queue.buried()).hasSize(1);
    }

    /** The order of the office's call, asked for by a command in Slack. */
    private static DeliveryOrder asked(Office office) {
        office.agents.add(slack(office));
        office.credentials.create(
                office.acme, SLACK, new AgentSecret(1, Optional.empty(), new OutboundAuth.None()));
        return new DeliveryOrder(
                office.acme,
                office.order.id(),
                new Purpose.Call(
                        office.agent.id(),
                        Calls.id(office.order),
                        Calls.id(office.order).value(),
                        Optional.of(
                                new ReplyAddress(
                                        SLACK, Map.of("response_url", RESPONSE.toString())))),
                office.order.body(),
                office.order.traceparent(),
                office.order.turn());
    }

    private static Agent slack(Office office) {
        var it = SampleAgents.agent(office.acme, SLACK, "Slack");
        return new Agent(
                it.id(),
                it.organisation(),
                it.name(),
                it.description(),
                Platform.SLACK,
                Optional.empty(),
                "none",
                Map.of(),
                it.rateLimits(),
                it.budget(),
                it.costPerExecution(),
                it.tags(),
                it.environment(),
                it.requiresApproval(),
                it.status(),
                it.credentialVersion(),
                it.version(),
                it.createdBy(),
                it.createdAt(),
                it.updatedAt());
    }

    private static Execution answered(String text) {
        return new Execution.Answered(
                200,
                text,
                "text/plain",
                Map.of(),
                new DeclaredCost.Absent("none"),
                Duration.ofMillis(20));
    }
}
