package dev.tollgate.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.identity.LinkedAccount;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.User;
import dev.tollgate.testing.SampleUsers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers to messages that ask for approval: buttons, or words. */
final class DecideOnPlatformTest {
    private final TestGate gate = new TestGate();
    private final Chat chat = new Chat(gate);
    private final Agent bot =
            chat.entrance(Platform.TELEGRAM, AgentStatus.ACTIVE, Optional.of(gate.agent()));
    private final User dana = SampleUsers.user(TestGate.ORGANISATION, "dana", Role.APPROVER);

    private int updates;

    @Test
    void decidesAsTheUserThatThePersonIsLinkedTo() {
        gate.users.add(dana);
        link(dana, bot.credentialVersion());
        var approval = held();

        var reply = press("approve", approval);

        assertThat(said(reply)).isEqualTo("Approved by dana; the call runs.");
        var found = gate.approvals.find(gate.organisation, approval).orElseThrow();
        assertThat(found.status()).isEqualTo(ApprovalStatus.EXECUTING);
        assertThat(found.closing().orElseThrow().actor()).isEqualTo(dana.id().value());
        assertThat(said(press("reject", approval))).isEqualTo("It is executing already.");
    }

    @Test
    void refusesWhoIsNotKnown() {
        var approval = held();

        assertThat(said(press("approve", approval))).startsWith("You are not known here.");
        assertThat(status(approval)).isEqualTo(ApprovalStatus.PENDING);
    }

    @Test
    void refusesALinkFromBeforeTheSecretWasChanged() {
        gate.users.add(dana);
        link(dana, bot.credentialVersion() - 1);

        assertThat(said(press("approve", held()))).contains("Have it linked again.");
    }

    @Test
    void refusesUsersWhoMayNotDecide() {
        var morgan = SampleUsers.user(TestGate.ORGANISATION, "morgan", Role.OPERATOR);
        gate.users.add(morgan);
        link(morgan, bot.credentialVersion());

        assertThat(said(press("approve", held()))).isEqualTo("You may not decide on calls.");
    }

    @Test
    void refusesUsersWhoWereDisabled() {
        gate.users.add(dana);
        gate.users.replace(dana.with(dana.rights(), true, Instant.EPOCH));
        link(dana, bot.credentialVersion());

        assertThat(said(press("approve", held()))).isEqualTo("You may not decide on calls.");
    }

    @Test
    void letsNobodyAgreeOnAPlatformToWhatTheyAskedForThere() {
        gate.users.add(dana);
        link(dana, bot.credentialVersion());
        var careful = gate.careful(RateLimits.NONE, Budget.NONE);
        var own = chat.entrance(Platform.TELEGRAM, AgentStatus.ACTIVE, Optional.of(careful));
        var asked =
                chat.telegram(
                        own,
                        "{\"update_id\":90,\"message\":{\"message_id\":5,\"text\":\"/ask hi\","
                                + "\"from\":{\"id\":7},\"chat\":{\"id\":7}}}");
        assertThat(said(asked)).startsWith("This waits for approval (apr_");

        assertThat(said(press("approve", last()))).isEqualTo("Nobody agrees to their own call.");
    }

    @Test
    void knowsOnlyApprovalsThatThereAre() {
        gate.users.add(dana);
        link(dana, bot.credentialVersion());

        assertThat(said(press("approve", new ApprovalId("apr_01kjpyywg0000000000000000a"))))
                .isEqualTo("No such approval is waiting for an answer.");
    }

    @Test
    void answersASlackButtonWhereItWasPressed() {
        gate.users.add(dana);
        var slack = chat.slack(gate.agent());
        link(slack, "U1", dana, slack.credentialVersion());
        var approval = held();

        var reply = chat.slack(slack, pressed(approval));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(status(approval)).isEqualTo(ApprovalStatus.REJECTED);
        assertThat(gate.queue.waiting().getLast().order().purpose())
                .isInstanceOf(Purpose.Reply.class);
        assertThat(gate.queue.waiting().getLast().order().body()).contains("Rejected by dana.");
    }

    @Test
    void takesWordsForAButtonWhereThereAreNone() {
        gate.users.add(dana);
        var teams = chat.entrance(Platform.TEAMS, AgentStatus.ACTIVE, Optional.of(gate.agent()));
        link(teams, "29:1", dana, teams.credentialVersion());
        var approval = held();

        var reply = chat.teams(teams, "29:1", "reject " + approval + " not today");

        assertThat(said(reply)).isEqualTo("Rejected by dana.");
        var found = gate.approvals.find(gate.organisation, approval).orElseThrow();
        assertThat(found.closing().orElseThrow().reason()).contains("not today");
    }

    private static String pressed(ApprovalId approval) {
        var payload =
                """
                {"type":"block_actions","user":{"id":"U1","username":"dana"},"trigger_id":"1.2.3",
                 "response_url":"https://hooks.slack.com/actions/1",
                 "actions":[{"type":"button","action_id":"tollgate:reject:%1$s","action_ts":"1.2",
                 "value":"tollgate:reject:%1$s"}]}
                """
                        .formatted(approval);
        return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    }

    private void link(User user, int credentialVersion) {
        link(bot, "7", user, credentialVersion);
    }

    private void link(Agent agent, String person, User user, int credentialVersion) {
        gate.accounts.link(
                new LinkedAccount(
                        gate.organisation,
                        agent.id(),
                        person,
                        user.id(),
                        credentialVersion,
                        "usr_admin",
                        Instant.EPOCH));
    }

    private ApprovalId held() {
        gate.invoke(gate.careful(RateLimits.NONE, Budget.NONE));
        return last();
    }

    private ApprovalId last() {
        return gate.approvals.changes(gate.organisation, 0, 100).getLast().approval();
    }

    private ApprovalStatus status(ApprovalId approval) {
        return gate.approvals.find(gate.organisation, approval).orElseThrow().status();
    }

    private TestGate.Reply press(String verdict, ApprovalId approval) {
        return chat.telegram(
                bot,
                "{\"update_id\":%d,\"callback_query\":{\"id\":\"9\",\"from\":{\"id\":7},"
                                .formatted(++updates)
                        + "\"message\":{\"message_id\":5,\"chat\":{\"id\":7}},\"data\":"
                        + "\"tollgate:%s:%s\"}}".formatted(verdict, approval));
    }

    private static String said(TestGate.Reply reply) {
        return reply.body().path("text").asText();
    }
}
