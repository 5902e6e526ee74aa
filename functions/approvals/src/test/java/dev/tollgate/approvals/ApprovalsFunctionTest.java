package dev.tollgate.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.SampleApprovals;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The function on real servers. */
final class ApprovalsFunctionTest {
    private final Office office = new Office();

    @AfterEach
    void stop() {
        office.close();
    }

    @Test
    void showsWhatWaitsAndWhatIsAskedFor() {
        var call = office.held();

        var item = list(Map.of()).path("items").path(0);

        assertThat(item.path("id").asText()).isEqualTo(call.id().value());
        assertThat(item.path("status").asText()).isEqualTo("pending");
        assertThat(item.path("arguments").path("q").asInt()).isEqualTo(1);
        assertThat(item.path("held_usd").decimalValue()).isEqualByComparingTo("0.05");
        assertThat(item.path("digest").asText()).isEqualTo(call.grant().digest());
        assertThat(item.has("sealed")).isFalse();
    }

    @Test
    void listsWhatWaitsUnlessAskedForMore() {
        office.held();
        office.send(Route.REJECT, office.held(), "{\"reason\":\"no\"}");

        assertThat(list(Map.of()).path("items")).hasSize(1);
        assertThat(list(Map.of("status", "rejected")).path("items").path(0).path("reason").asText())
                .isEqualTo("no");
        assertThat(list(Map.of("status", "all")).path("items")).hasSize(2);
        assertThat(list(Map.of("status", "maybe")).path("detail").asText())
                .startsWith("query parameter status is 'maybe'; accepted: pending, ");
        assertThat(list(Map.of()).path("last_event_id").asText()).isEqualTo("4");
    }

    @Test
    void listsWhatWaitsForOneAgent() {
        office.held();

        var reply =
                office.send(
                        Office.principal("usr_a", Set.of()),
                        Route.LIST_PENDING_APPROVALS,
                        Map.of("id", office.agent.id().value()),
                        "",
                        Map.of());

        assertThat(reply.body().path("items")).hasSize(1);
    }

    @Test
    void tellsTheStateThatStands() {
        var call = office.held();
        assertThat(office.send(Route.APPROVE, call, "{\"comment\":\"fine\"}").status())
                .isEqualTo(200);

        var again = office.send(Route.REJECT, call, "{\"reason\":\"no\"}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().path("code").asText()).isEqualTo("approval_not_pending");
        assertThat(again.body().path("approval").path("status").asText()).isEqualTo("executing");
    }

    @Test
    void refusesWhatWasNotSeen() {
        var call = office.held();

        var reply = office.send(Route.APPROVE, call, "{\"digest\":\"" + "0".repeat(64) + "\"}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.body().path("code").asText()).isEqualTo("call_changed");
        assertThat(
                        office.send(
                                        Route.APPROVE,
                                        call,
                                        "{\"digest\":\"" + call.grant().digest() + "\"}")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void letsWhoAskedTakeTheirCallBackAndNobodyElsesBut() {
        var call = office.held(SampleApprovals.requirement());
        var path = Map.of("id", call.id().value());

        var stranger = office.send(member("key_other"), Route.CANCEL, path, "", Map.of());
        var asker = office.send(member("key_asker"), Route.CANCEL, path, "", Map.of());

        assertThat(stranger.status()).isEqualTo(404);
        assertThat(asker.body().path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void saysWhatABodyMaySay() {
        var call = office.held();

        assertThat(office.send(Route.REJECT, call, "{\"why\":1}").body().path("detail").asText())
                .isEqualTo("#/why is not known; accepted: digest, reason");
        assertThat(office.send(Route.REJECT, call, "{").status()).isEqualTo(400);
        assertThat(
                        office.send(
                                        Office.principal("usr_a", Set.of("approver")),
                                        Route.APPROVE,
                                        Map.of("id", "42"),
                                        "",
                                        Map.of())
                                .status())
                .isEqualTo(404);
    }

    @Test
    void rehearsesAgainAndAgain() {
        var rehearsal =
                new Rehearsal(
                        Environment.of(
                                Map.of(
                                        "DELIVERY_QUEUE_URL", "http://127.0.0.1:1/orders",
                                        "DELIVERY_DLQ_URL", "http://127.0.0.1:1/buried")));

        rehearsal.run();
        rehearsal.run();
    }

    private Principal member(String id) {
        return new Principal(
                office.organisation,
                id,
                "member",
                Set.of("member"),
                EnumSet.of(Scope.APPROVALS_CANCEL),
                Optional.empty());
    }

    private com.fasterxml.jackson.databind.JsonNode list(Map<String, String> query) {
        return office.send(
                        Office.principal("usr_a", Set.of()),
                        Route.LIST_APPROVALS,
                        Map.of(),
                        query,
                        "",
                        Map.of())
                .body();
    }
}
