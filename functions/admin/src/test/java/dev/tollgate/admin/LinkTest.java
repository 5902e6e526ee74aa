package dev.tollgate.admin;

import static dev.tollgate.admin.Office.CAROL;
import static dev.tollgate.admin.Office.HOME;
import static dev.tollgate.admin.Office.OLIVIA;
import static dev.tollgate.admin.Office.code;
import static dev.tollgate.admin.Office.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.SampleAgents;
import org.junit.jupiter.api.Test;

final class LinkTest {
    private static final AgentId SLACK = new AgentId("agt_00000000000000000000000001");

    private final Office office = new Office();
    private final Principal owner = office.principal(OLIVIA);

    LinkTest() {
        office.agents.add(on(Platform.SLACK, SLACK));
    }

    @Test
    void saysWhoAUserIsOnAPlatform() {
        var made = link(owner, CAROL, SLACK.value(), "U123");

        assertThat(made.getStatusCode()).isEqualTo(201);
        assertThat(json(made).path("account_id").asText()).isEqualTo("U123");
        assertThat(office.accounts.find(HOME, SLACK, "U123"))
                .hasValueSatisfying(link -> assertThat(link.user()).isEqualTo(CAROL));
        assertThat(json(office.call(owner, Route.LIST_ACCOUNTS, CAROL, "")).path("items"))
                .hasSize(1);
        assertThat(office.audit.types()).contains("user.account_linked");
    }

    @Test
    void takesTheSameAuthorityAsToChangeTheUser() {
        var admin = Office.stranger("usr_x", Role.ADMIN);

        assertThat(code(link(admin, OLIVIA, SLACK.value(), "U123"))).isEqualTo("owner_required");
        assertThat(office.accounts.find(HOME, SLACK, "U123")).isEmpty();
    }

    @Test
    void saysWhatCannotBeLinked() {
        var notion = new AgentId("agt_00000000000000000000000002");
        office.agents.add(on(Platform.NOTION, notion));

        assertThat(json(link(owner, CAROL, "agt_x", "U123")).path("detail").asText())
                .isEqualTo("#/external_agent_id is 'agt_x'; there is no such agent.");
        assertThat(json(link(owner, CAROL, notion.value(), "U123")).path("detail").asText())
                .endsWith("nobody can decide through its platform.");
        assertThat(
                        link(
                                        owner,
                                        new UserId("usr_00000000000000000000000009"),
                                        SLACK.value(),
                                        "U123")
                                .getStatusCode())
                .isEqualTo(404);
    }

    private APIGatewayV2HTTPResponse link(
            Principal caller, UserId user, String agent, String account) {
        return office.call(
                caller,
                Route.LINK_ACCOUNT,
                user,
                "{\"external_agent_id\": \"%s\", \"account_id\": \"%s\"}"
                        .formatted(agent, account));
    }

    private static Agent on(Platform platform, AgentId id) {
        var usual = SampleAgents.agent(HOME, id, platform.text());
        return new Agent(
                usual.id(),
                usual.organisation(),
                usual.name(),
                usual.description(),
                platform,
                usual.endpoint(),
                usual.authType(),
                usual.platformConfig(),
                usual.rateLimits(),
                usual.budget(),
                usual.costPerExecution(),
                usual.tags(),
                usual.environment(),
                usual.requiresApproval(),
                usual.status(),
                usual.credentialVersion(),
                usual.version(),
                usual.createdBy(),
                usual.createdAt(),
                usual.updatedAt());
    }
}
