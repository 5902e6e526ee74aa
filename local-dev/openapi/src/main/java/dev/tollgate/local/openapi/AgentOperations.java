package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The external agents that are registered. */
final class AgentOperations {
    private static final Refusal NAME_TAKEN =
            Refusal.of("NameTaken", 409, "name_taken", "Another agent is called so.");

    private static final Schema STATUS = Values.words(AgentStatus.ACTIVE, AgentStatus.SUSPENDED);

    private static final Schema CALLS = Schema.integer(1, RateLimits.MOST);

    private static final Schema ENFORCEMENT =
            Values.words(Budget.Enforcement.values())
                    .described("Whether calls beyond a budget are refused or only reported.");

    private static final Schema AUTH_TYPE =
            Schema.word("api_key", "bearer_token", "basic", "oauth2", "custom", "none");

    private AgentOperations() {}

    static Map<String, Schema> schemas() {
        var schemas = new LinkedHashMap<>(PlatformConfigs.schemas());
        schemas.put("AuthConfig", AuthConfigs.schema());
        schemas.put(
                "AgentRegistration",
                registration().schema().with("allOf", PlatformConfigs.ofThePlatform()));
        schemas.put("AgentChange", changed().schema());
        schemas.put("Agent", agent().schema());
        schemas.put("DeliveryCircuit", circuit().schema());
        return schemas;
    }

    private static Shape registration() {
        return optional(
                Shape.read()
                        .always("platform", Values.PLATFORM)
                        .always("name", Schema.text(Agent.LONGEST_NAME))
                        .maybe("platform_config", Schema.object())
                        .maybe("cost_per_execution", Values.DOLLARS)
                        .maybe("environment", Schema.matching(Agent.ENVIRONMENT)));
    }

    /** What has no value that could be removed must not be {@code null}. */
    private static Shape changed() {
        return optional(
                Shape.read()
                        .maybe("platform", Values.PLATFORM.described("The one that it is on."))
                        .kept("name", Schema.text(Agent.LONGEST_NAME))
                        .maybe(
                                "platform_config",
                                PlatformConfigs.any()
                                        .described(
                                                "Fields that are given replace those there are;"
                                                        + " `null` removes one."))
                        .kept("cost_per_execution", Values.DOLLARS)
                        .kept("environment", Schema.matching(Agent.ENVIRONMENT))
                        .maybe("status", STATUS));
    }

    private static Shape optional(Shape first) {
        return first.maybe("description", Schema.text(Agent.LONGEST_DESCRIPTION))
                .maybe(
                        "webhook_url",
                        Schema.text(WebhookUrls.LONGEST)
                                .described("Where its calls go; never shown again."))
                .maybe("auth_config", Schema.ref("AuthConfig"))
                .maybe(
                        "inbound_secret",
                        Schema.text(AgentSecret.LONGEST_INBOUND)
                                .described(
                                        "With which the platform signs or marks what it sends;"
                                                + " never shown again."))
                .maybe("requests_per_minute", CALLS)
                .maybe("requests_per_hour", CALLS)
                .maybe("requests_per_day", CALLS)
                .maybe("max_concurrency", CALLS)
                .maybe("max_daily_cost", Values.DOLLARS)
                .maybe("max_monthly_cost", Values.DOLLARS)
                .maybe("budget_enforcement", ENFORCEMENT)
                .maybe("tags", Schema.list(Schema.text(Agent.LONGEST_TAG), 0, Agent.MOST_TAGS))
                .maybe("requires_approval", Schema.flag());
    }

    private static Shape agent() {
        return Shape.written()
                .always("id", Values.id(AgentId.PREFIX))
                .always("name", Schema.text())
                .always("description", Schema.text())
                .always("platform", Values.PLATFORM)
                .always("status", STATUS)
                .always(
                        "webhook_url",
                        Schema.text().orNull().described("Scheme and host; the rest is masked."))
                .always("platform_config", PlatformConfigs.any())
                .always(
                        "auth_config",
                        Shape.written()
                                .always("auth_type", AUTH_TYPE)
                                .maybe(
                                        "signing_secret",
                                        Schema.text()
                                                .described(
                                                        "One that the gate has just made; shown"
                                                                + " this once."))
                                .schema())
                .always("max_monthly_cost", Values.USD.orNull())
                .always("max_daily_cost", Values.USD.orNull())
                .always("cost_per_execution", Values.USD)
                .always("requests_per_minute", CALLS.orNull())
                .always("requests_per_hour", CALLS.orNull())
                .always("requests_per_day", CALLS.orNull())
                .always("max_concurrency", CALLS.orNull())
                .always("budget_enforcement", ENFORCEMENT)
                .always("tags", Schema.list(Schema.text()))
                .always("environment", Schema.text())
                .always("requires_approval", Schema.flag())
                .always("created_by", Schema.text().described("The id of a principal."))
                .always("created_at", Schema.time())
                .always("updated_at", Schema.time())
                .always("version", Schema.integer(1))
                .always(
                        "warnings",
                        Schema.list(Schema.text())
                                .described(
                                        "What it still lacks, or what its owner may not have"
                                                + " meant."))
                .maybe("delivery_circuit", Schema.ref("DeliveryCircuit"));
    }

    private static Shape circuit() {
        return Shape.written()
                .always("state", Schema.word("closed", "open", "half_open"))
                .maybe("failures", Schema.integer(0).described("In a row, while it is closed."))
                .maybe("since", Schema.time().described("When it was first taken for dead."))
                .maybe("until", Schema.time())
                .maybe("error", Schema.text().described("Of the last attempt."));
    }

    private static Parameter id() {
        return Values.idInPath(AgentId.PREFIX, "agent");
    }

    static Operation register() {
        return Area.AGENTS
                .operation("Register an agent")
                .described("Limits that are not given are those of the deployment.")
                .reads(Body.json(Schema.ref("AgentRegistration")))
                .gives(Answer.created("The agent.", Schema.ref("Agent")).with(Values.ETAG))
                .refuses(NAME_TAKEN);
    }

    static Operation list() {
        return Area.AGENTS
                .operation("List agents")
                .takes(Values.paged())
                .gives(Answer.ok("A page of them.", Values.page("Agent").schema()));
    }

    static Operation read() {
        return Area.AGENTS
                .operation("Read an agent")
                .takes(id())
                .gives(
                        Answer.ok(
                                        "The agent, and whether queued calls reach it now.",
                                        Schema.ref("Agent"))
                                .with(Values.ETAG))
                .refuses(Refusals.NOT_FOUND);
    }

    static Operation change() {
        return Area.AGENTS
                .operation("Change an agent")
                .described(
                        "A JSON merge patch: what is not given stays, and `null` removes a value.")
                .takes(id(), Values.IF_MATCH)
                .reads(Body.json(Schema.ref("AgentChange")))
                .gives(Answer.ok("The agent as it is now.", Schema.ref("Agent")).with(Values.ETAG))
                .refuses(Refusals.NOT_FOUND, NAME_TAKEN, Refusals.BUSY, Refusals.STALE);
    }

    static Operation delete() {
        return Area.AGENTS
                .operation("Delete an agent")
                .takes(id(), Values.IF_MATCH)
                .gives(Answer.noContent("It is gone; the record of its calls stays."))
                .refuses(Refusals.NOT_FOUND, Refusals.BUSY, Refusals.STALE);
    }
}
