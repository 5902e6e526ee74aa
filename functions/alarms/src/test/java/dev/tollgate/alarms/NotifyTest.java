package dev.tollgate.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.lambda.Json;
import dev.tollgate.testing.RecordedMetrics.Measurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

final class NotifyTest {
    private static final String EVENT = "rate-limiter-unavailable";

    private final Watch watch = new Watch();

    @Test
    void ordersADeliveryThatSaysWhatHappened() {
        watch.handle(watch.function(), "budget-warning");

        var order = orders().getFirst();
        var body = Json.parse(order.body());
        assertThat(order.purpose().subject().agent().orElseThrow()).isEqualTo(watch.pager.id());
        assertThat(body.path("invocation_id").asText())
                .isEqualTo(order.purpose().subject().invocation().orElseThrow().value());
        assertThat(body.path("input").asText())
                .isEqualTo(
                        "The alarm tollgate-ExternalAgentBudgetWarning is raised, since"
                                + " 2026-11-25T04:15:07.412Z. Threshold Crossed: 1 out of the last"
                                + " 1 datapoints [0.83 (25/11/26 04:10:00)] was greater than or"
                                + " equal to the threshold (0.8) (minimum 1 datapoint for OK ->"
                                + " ALARM transition).");
        assertThat(body.path("context"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"alarm": "tollgate-ExternalAgentBudgetWarning",
                                 "kind": "ExternalAgentBudgetWarning",
                                 "description": "A budget is used to 80 % or more.",
                                 "state": "ALARM", "previous_state": "OK",
                                 "since": "2026-11-25T04:15:07.412Z",
                                 "reason": "Threshold Crossed: 1 out of the last 1 datapoints\
                                 [0.83 (25/11/26 04:10:00)] was greater than or equal to the\
                                 threshold (0.8) (minimum 1 datapoint for OK -> ALARM transition).",
                                 "arn": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:\
                                tollgate-ExternalAgentBudgetWarning",
                                 "region": "EU (Ireland)",
                                 "metric": {"namespace": "Tollgate",
                                            "name": "external_agent_budget_usage_percentage"}}\
                                """));
    }

    @Test
    void recordsTheCallBeforeItIsOrderedAndChargesNothing() {
        var before = new ArrayList<String>();
        var function =
                watch.function(
                        Map.of("ALARM_DESTINATIONS", watch.pager.id().value()),
                        watch.agents,
                        sending(() -> {
                            before.add(watch.rows().getFirst().status().text());
                            before.addAll(watch.audit.types());
                        }),
                        watch.audit);

        watch.handle(function, EVENT);

        assertThat(before)
                .containsExactly(
                        "queued",
                        "external_agent.alarm_notified",
                        "external_agent.credentials_accessed");
        var row = watch.rows().getFirst();
        assertThat(row.held()).isEqualTo(Money.ZERO);
        assertThat(row.draws()).isEmpty();
        assertThat(row.caller().principal()).isEqualTo("system");
        assertThat(watch.audit.all().getFirst().details())
                .isEqualTo(
                        Map.of(
                                "alarm", "tollgate-RateLimiterUnavailable",
                                "state", "ALARM",
                                "invocation", row.id().value()));
    }

    @Test
    void tellsEveryDestinationOnceHoweverOftenSnsDelivers() {
        var other = watch.agent(Watch.HOME, "other", Budget.NONE);
        var function = watch.function(watch.pager.id() + ", " + other.id());

        var first = watch.handle(function, EVENT);
        var second = watch.handle(function, EVENT);

        assertThat(first).containsEntry("sent", 2);
        assertThat(second).containsEntry("sent", 0).containsEntry("repeated", 2);
        assertThat(watch.rows()).hasSize(2);
        // Both orders of a call are the same attempt, which the delivery function makes once.
        assertThat(orders())
                .extracting(DeliveryOrder::id, DeliveryOrder::attempt)
                .hasSize(4)
                .containsOnly(
                        watch.rows().stream()
                                .map(row -> tuple(DeliveryId.of(row.id()), 1))
                                .toArray(Tuple[]::new));
        assertThat(watch.audit.all()).hasSize(4);
    }

    @Test
    void ordersNothingMoreOnceItWasDelivered() {
        watch.handle(watch.function(), EVENT);
        var row = watch.rows().getFirst();
        var ended =
                new Ending(
                        InvocationStatus.COMPLETED,
                        Money.ZERO,
                        Outcome.refused(watch.clock.instant(), "done", "for the test"));
        watch.lineage.replaceOpen(row.ended(ended.status(), ended.cost(), ended.outcome()));

        var answer = watch.handle(watch.function(), EVENT);

        assertThat(answer).containsEntry("repeated", 1);
        assertThat(orders()).hasSize(1);
    }

    @Test
    void losesNothingWhenTheFunctionDiesBeforeTheOrder() {
        var dying =
                watch.function(
                        Map.of("ALARM_DESTINATIONS", watch.pager.id().value()),
                        watch.agents,
                        sending(() -> {
                            throw new IllegalStateException("SQS is away");
                        }),
                        watch.audit);
        assertThatThrownBy(() -> watch.handle(dying, EVENT))
                .hasMessageContaining("failed")
                .hasRootCauseMessage("SQS is away");

        watch.handle(watch.function(), EVENT);

        assertThat(watch.rows()).hasSize(1);
        assertThat(orders())
                .extracting(DeliveryOrder::id)
                .containsExactly(DeliveryId.of(watch.rows().getFirst().id()));
        assertThat(watch.audit.types())
                .containsExactly(
                        "external_agent.alarm_notified", "external_agent.credentials_accessed");
    }

    @Test
    void takesOverAClaimWithoutARowOnceNoRunCanBeAtIt() {
        claimAndDie();
        assertThatThrownBy(() -> watch.handle(watch.function(), EVENT))
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(orders()).isEmpty();

        watch.clock.pass(Duration.ofMinutes(1));

        assertThat(watch.handle(watch.function(), EVENT)).containsEntry("sent", 1);
        assertThat(orders()).hasSize(1);
    }

    /** As a function that was killed between the claim and the row. */
    private void claimAndDie() {
        var id = Watch.event(EVENT).getRecords().getFirst().getSNS().getMessageId();
        watch.keys.claim(
                new IdempotencyKeys.Key(
                        Watch.HOME, "system", "alarm " + id + " " + watch.pager.id()),
                id,
                watch.ids.invocation());
    }

    @Test
    void passesOverDestinationsThatCannotBeToldAndTellsTheOthers() {
        var missing = watch.ids.agent();
        var suspended =
                watch.agent(
                        Watch.HOME,
                        "suspended",
                        Budget.NONE,
                        Platform.CUSTOM_HTTP,
                        AgentStatus.SUSPENDED);
        var chat = watch.agent(Watch.HOME, "chat", Budget.NONE, Platform.SLACK, AgentStatus.ACTIVE);
        var foreign = watch.agent(watch.ids.organisation(), "foreign", Budget.NONE);

        var answer =
                watch.handle(
                        watch.function(
                                "%s,%s,%s,%s,%s"
                                        .formatted(
                                                missing,
                                                suspended.id(),
                                                chat.id(),
                                                foreign.id(),
                                                watch.pager.id())),
                        EVENT);

        assertThat(answer).containsEntry("skipped", 3).containsEntry("sent", 2);
        assertThat(watch.metrics.all())
                .containsExactly(
                        outcome("missing"),
                        outcome("suspended"),
                        outcome("sent"),
                        outcome("missing"),
                        outcome("sent"));
        assertThat(orders())
                .extracting(order -> order.purpose().subject().agent().orElseThrow())
                .containsExactly(chat.id(), watch.pager.id());
    }

    @Test
    void tellsTheOthersBeforeItThrowsForAFault() {
        var other = watch.agent(Watch.HOME, "other", Budget.NONE);
        var sent = new ArrayList<DeliveryOrder>();
        var function =
                watch.function(
                        Map.of("ALARM_DESTINATIONS", watch.pager.id() + "," + other.id()),
                        watch.agents,
                        new Sending(order -> {
                            if (order.purpose()
                                    .subject()
                                    .agent()
                                    .orElseThrow()
                                    .equals(watch.pager.id())) {
                                throw new IllegalStateException("throttled");
                            }
                            sent.add(order);
                        }),
                        watch.audit);

        assertThatThrownBy(() -> watch.handle(function, EVENT)).hasRootCauseMessage("throttled");

        assertThat(sent)
                .extracting(order -> order.purpose().subject().agent().orElseThrow())
                .containsExactly(other.id());
    }

    @Test
    void tellsThatAnAlarmIsOverAndOneThatCannotBeToldAnyMore() {
        watch.handle(watch.function(), "over-again");
        watch.handle(watch.function(), "no-data-any-more");
        watch.handle(watch.function(), "first-data");

        assertThat(orders())
                .extracting(
                        order -> Json.parse(order.body()).path("input").asText().split(",", 2)[0])
                .containsExactly(
                        "The alarm tollgate-RateLimiterUnavailable is over",
                        "The alarm tollgate-ExternalAgentBudgetWarning cannot be told any more for"
                                + " lack of data");
    }

    @Test
    void neverThrowsForWhatItCannotRead() {
        var answer = watch.handle(watch.function(), "malformed");

        assertThat(answer).containsEntry("unreadable", 1).containsEntry("sent", 0);
        assertThat(watch.metrics.all())
                .containsExactly(new Measurement("alarm_notifications_unreadable", 1, Map.of()));
    }

    @Test
    void tellsNobodyWhereNobodyIsConfigured() {
        assertThat(watch.handle(watch.function(""), EVENT)).containsEntry("sent", 0);
    }

    @Test
    void namesTheSystemInTheAudit() {
        watch.handle(watch.function(), EVENT);

        assertThat(watch.audit.all())
                .extracting(AuditEvent::actor, AuditEvent::subject)
                .containsOnly(tuple("system", watch.pager.id().value()));
    }

    private static Measurement outcome(String outcome) {
        return new Measurement("alarm_notifications", 1, Map.of("outcome", outcome));
    }

    private List<DeliveryOrder> orders() {
        return watch.queue.waiting().stream().map(sent -> sent.order()).toList();
    }

    private static DeliveryQueue sending(Runnable first) {
        return new Sending(order -> first.run());
    }

    /** A queue that tells the test. */
    private record Sending(Consumer<DeliveryOrder> told) implements DeliveryQueue {
        @Override
        public void send(DeliveryOrder order, Duration delay) {
            told.accept(order);
        }

        @Override
        public void bury(DeliveryOrder order, String reason, String history) {
            throw new AssertionError("nothing is buried here");
        }

        @Override
        public void buryUnreadable(String message, String reason) {
            throw new AssertionError("nothing is buried here");
        }
    }
}
