package dev.tollgate.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.lambda.Route;
import dev.tollgate.local.gateway.RunningGate;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.testing.Repository;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every operation of the document, done at a running gate. */
final class ApiWalkTest {
    private static final String LONG = "a dozen or more";
    private static final String SLACK_SECRET = "8f742231b10e8888abcd99eeefff85a5";
    private static final String INPUT = "{\"input\": \"hello\"}";

    private static RunningGate gate;
    private static Walk walk;
    private static String caller;

    @BeforeAll
    static void start() {
        gate =
                RunningGate.inThisJvm(
                        Map.of("APPROVALS_STREAM_SECONDS", "1", "KILL_SWITCH_CACHE_SECONDS", "1"));
        gate.allow("production");
        walk = new Walk(gate.endpoint());
        walk.as(signIn("admin", RunningGate.PASSWORD).path("token").asText());
        caller = key("agents:invoke", "agents:read", "invocations:read", "identity:assert");
    }

    @AfterAll
    static void stop() {
        walk.close();
        gate.close();
    }

    @Test
    void isAsDescribed() {
        health();
        sessions();
        users();
        keys();
        agents();
        policies();
        rules();
        calls();
        refusedCalls();
        deliveries();
        webhooks();
        approvals();
        killSwitches();
        inbound();
        audit();
        metrics();
        whoMayNot();

        assertThat(walk.complaints()).isEmpty();
        assertThat(EnumSet.complementOf(EnumSet.copyOf(walk.done())))
                .as("operations that the walk does not do")
                .isEmpty();
    }

    private static void health() {
        walk.ask(Route.HEALTH).byNobody().done();
        walk.ask(Route.WORKER_HEALTH).byNobody().done();
        walk.ask(Route.API_HEALTH).byNobody().done();
        walk.ask(Route.OPENAPI).byNobody().done();
        var document = walk.ask(Route.OPENAPI).byNobody().seen();
        assertThat(Repository.file("docs/openapi.json")).content().isEqualTo(document.body());
        var known =
                walk.ask(Route.OPENAPI)
                        .byNobody()
                        .header("If-None-Match", document.headers().getOrDefault("ETag", "none"))
                        .seen();
        assertThat(known.status()).isEqualTo(304);
    }

    private static JsonNode signIn(String name, String password) {
        return walk.ask(Route.LOGIN)
                .byNobody()
                .json("{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password))
                .done();
    }

    private static String user(String name, String role) {
        return walk.ask(Route.CREATE_USER)
                .json(
                        """
                        {"username": "%s", "password": "%s", "roles": ["%s"],
                         "allowed_tools": ["web_search"], "team": null}\
                        """
                                .formatted(name, LONG, role))
                .done()
                .path("id")
                .asText();
    }

    private static void sessions() {
        var id = user("an-operator", "operator");
        var tokens = signIn("an-operator", LONG);
        walk.ask(Route.REFRESH)
                .byNobody()
                .json(
                        "{\"refresh_token\": \"%s\"}"
                                .formatted(tokens.path("refresh_token").asText()))
                .done();
        walk.ask(Route.REVOKE)
                .json("{\"token\": \"%s\"}".formatted(tokens.path("token").asText()))
                .done();
        walk.ask(Route.REVOKE_ALL).json("{\"user_id\": \"%s\"}".formatted(id)).done();
        walk.ask(Route.LOGIN)
                .byNobody()
                .json("{\"username\": \"an-operator\", \"password\": \"no\"}")
                .refused(401);
        walk.ask(Route.REFRESH).byNobody().json("{\"refresh_token\": \"no\"}").refused(401);
        walk.ask(Route.LOGIN)
                .byNobody()
                .json("{\"username\": \"" + "a".repeat(9000) + "\"}")
                .refused(413);
        walk.ask(Route.LOGIN).byNobody().body("text/plain", "hello").refused(415);
    }

    private static void users() {
        var id = user("a-member", "member");
        walk.ask(Route.LIST_USERS).where("limit=1").done();
        walk.ask(Route.READ_USER).on(id).done();
        walk.ask(Route.READ_USER).on("nobody").refused(404);
        walk.ask(Route.CHANGE_USER).on(id).json("{\"team\": \"support\"}").done();
        walk.ask(Route.CHANGE_PASSWORD)
                .on(id)
                .json("{\"new_password\": \"%s again\"}".formatted(LONG))
                .done();
        var slack = agent("slack", "");
        walk.ask(Route.LINK_ACCOUNT)
                .on(id)
                .json(
                        "{\"external_agent_id\": \"%s\", \"account_id\": \"U2147483697\"}"
                                .formatted(slack))
                .done();
        walk.ask(Route.LIST_ACCOUNTS).on(id).done();
        walk.ask(Route.UNLINK_ACCOUNT)
                .on(id)
                .where("external_agent_id=%s&account_id=U2147483697".formatted(slack))
                .done();
        walk.ask(Route.CREATE_USER)
                .json(
                        """
                        {"username": "a-member", "password": "%s", "roles": ["member"]}\
                        """
                                .formatted(LONG))
                .refused(409);
        walk.ask(Route.DELETE_USER).on(id).done();
        walk.ask(Route.DELETE_USER).on(id).refused(404);
    }

    private static String key(String... scopes) {
        return walk.ask(Route.CREATE_KEY)
                .json(
                        "{\"name\": \"walk\", \"scopes\": [\"%s\"]}"
                                .formatted(String.join("\", \"", scopes)))
                .done()
                .path("key")
                .asText();
    }

    private static void keys() {
        var made =
                walk.ask(Route.CREATE_KEY)
                        .json(
                                """
                                {"name": "short", "scopes": ["agents:read"], "team": "support",
                                 "expires_at": "2999-01-01T00:00:00Z"}\
                                """)
                        .done();
        walk.ask(Route.LIST_KEYS).where("limit=1").done();
        walk.ask(Route.DELETE_KEY).on(made.path("id").asText()).done();
        walk.ask(Route.DELETE_KEY).on(made.path("id").asText()).refused(404);
    }

    /**
     * The id of a new one, whose path at the receiver is its name; {@code more} ends with a comma.
     */
    private static String agent(String platform, String more) {
        var name = UUID.randomUUID().toString();
        return walk.ask(Route.REGISTER_AGENT)
                .json(
                        """
                        {"name": "%s", "platform": "%s", %s "webhook_url": "%s"}\
                        """
                                .formatted(name, platform, more, gate.receiver().at("/" + name)))
                .done()
                .path("id")
                .asText();
    }

    private static String answering(Behaviour behaviour, String more) {
        var path = "/" + UUID.randomUUID();
        gate.receiver().answers(path, behaviour);
        return walk.ask(Route.REGISTER_AGENT)
                .json(
                        """
                        {"name": "%s", "platform": "custom_http", %s "webhook_url": "%s"}\
                        """
                                .formatted(path, more, gate.receiver().at(path)))
                .done()
                .path("id")
                .asText();
    }

    private static void agents() {
        var id =
                agent(
                        "custom_http",
                        """
                        "description": "All of it", "tags": ["one"], "environment": "production",
                        "platform_config": {"cost_field": "/cost", "max_cost_per_execution": 1.5,
                                            "request_template": {"q": "{{input}}"}},
                        "auth_config": {"auth_type": "basic", "signing_secret": "generate",
                                        "credentials": {"username": "u", "password": "p"}},
                        "requests_per_minute": 100, "requests_per_hour": 1000,
                        "requests_per_day": 10000, "max_concurrency": 5, "max_daily_cost": 5,
                        "max_monthly_cost": 50, "budget_enforcement": "soft",
                        "cost_per_execution": 0.01, "requires_approval": false,
                        """);
        walk.ask(Route.LIST_AGENTS).where("limit=1").done();
        walk.ask(Route.READ_AGENT).on(id).done();
        walk.ask(Route.CHANGE_AGENT)
                .on(id)
                .header("If-Match", "\"1\"")
                .json("{\"description\": null, \"max_daily_cost\": null, \"status\": \"active\"}")
                .done();
        walk.ask(Route.CHANGE_AGENT)
                .on(id)
                .header("If-Match", "\"1\"")
                .json("{\"requests_per_minute\": 2}")
                .refused(412);
        walk.ask(Route.TEST_AGENT).on(id).done();
        walk.ask(Route.GOVERNANCE_STATUS).on(id).done();
        walk.ask(Route.DELETE_AGENT).on(id).done();
        walk.ask(Route.DELETE_AGENT).on(id).refused(404);
        platformConfigs();
        credentials();
    }

    /** Of every platform, the document knows the fields that the gate reads. */
    private static void platformConfigs() {
        for (var platform : Platform.values()) {
            var read =
                    walk.ask(Route.REGISTER_AGENT)
                            .json(
                                    """
                                    {"name": "x", "platform": "%s",
                                     "platform_config": {"nobody_knows": 1}}\
                                    """
                                            .formatted(platform.text()))
                            .accepted();
            assertThat(walk.fields(PlatformConfigs.name(platform)))
                    .as(platform.text())
                    .isEqualTo(read);
        }
    }

    private static void credentials() {
        Map.of(
                        "api_key", "\"api_key\": \"k\"",
                        "bearer_token", "\"token\": \"t\"",
                        "basic", "\"username\": \"u\", \"password\": \"p\"",
                        "oauth2",
                                "\"client_id\": \"c\", \"client_secret\": \"s\", \"token_url\":"
                                        + " \"https://token.example.com/\"",
                        "custom", "\"headers\": {\"X-Key\": \"k\"}")
                .forEach((type, credentials) -> {
                    var read =
                            walk.ask(Route.REGISTER_AGENT)
                                    .json(
                                            """
                                            {"name": "x", "platform": "custom_http",
                                             "webhook_url": "https://agent.example.com/",
                                             "auth_config": {"auth_type": "%s",
                                                "credentials": {%s, "nobody_knows": 1}}}\
                                            """
                                                    .formatted(type, credentials))
                                    .accepted();
                    assertThat(walk.credentials(type)).as(type).isEqualTo(read);
                });
    }

    private static void policies() {
        walk.ask(Route.CREATE_POLICY)
                .json(
                        """
                        {"policy_id": "walk", "effect": "allow", "priority": 5, "status": "shadow",
                         "obligations": [{"type": "require_approval", "roles": ["owner"]}],
                         "conditions": [
                           {"type": "environment", "environments": ["staging"], "negate": true},
                           {"type": "provider", "providers": ["slack"]},
                           {"type": "location", "countries": ["de"], "cidrs": ["10.0.0.0/8"]},
                           {"type": "tags", "any": ["a"]},
                           {"type": "cost", "estimated_above": 1},
                           {"type": "time_window", "business_hours": {"days": ["monday"],
                             "start_time": "09:00", "end_time": "24:00", "timezone": "UTC"},
                             "maintenance_windows": [{"start": "2026-01-01T00:00:00Z",
                                                      "end": "2026-01-02T00:00:00Z"}]},
                           {"type": "attribute", "any": [
                             {"field": "context.a", "op": "in", "value": [1, "x"]},
                             {"all": [{"field": "identity.email", "op": "exists"}]}]}]}\
                        """)
                .done();
        walk.ask(Route.LIST_POLICIES).where("limit=1").done();
        var policy = walk.ask(Route.READ_POLICY).on("walk").done();
        walk.ask(Route.REPLACE_POLICY).on("walk").json(policy.toString()).done();
        walk.ask(Route.REPLACE_POLICY)
                .on("walk")
                .header("If-Match", "\"77\"")
                .json(policy.toString().replace(",\"version\":1", ""))
                .refused(412);
        walk.ask(Route.DELETE_POLICY).on("walk").done();
        walk.ask(Route.DELETE_POLICY).on("walk").refused(404);
    }

    private static void rules() {
        walk.ask(Route.READ_LIMITS).done();
        walk.ask(Route.REPLACE_LIMITS)
                .json(
                        """
                        {"timezone": "UTC", "organisation": {"requests_per_minute": 10000},
                         "each_user": {"max_daily_cost": 1000.5, "budget_enforcement": "soft"}}\
                        """)
                .done();
        walk.ask(Route.READ_LIMITS).done();
        walk.ask(Route.GOVERNANCE_STATUS).on(agent("custom_http", "")).done();
        walk.ask(Route.REPLACE_LIMITS)
                .header("If-Match", "\"77\"")
                .json("{\"timezone\": \"UTC\"}")
                .refused(412);
        var rules = walk.ask(Route.READ_APPROVAL_RULES).done();
        walk.ask(Route.REPLACE_APPROVAL_RULES)
                .json(
                        """
                        {"cost_above": 100, "payload": ["card_number"], "timeout_seconds": 600,
                         "environments": ["staging"], "calls_per_minute_above": 1000,
                         "remind_after_seconds": 60, "escalate_after_seconds": 120,
                         "escalate_to": ["owner"], "roles": ["owner", "admin"]}\
                        """)
                .done();
        walk.ask(Route.READ_APPROVAL_RULES).done();
        walk.ask(Route.REPLACE_APPROVAL_RULES).json(rules.toString()).done();
    }

    private static Walk.Ask invoke(String agent, String body) {
        return walk.ask(Route.INVOKE).on(agent).by(caller).json(body);
    }

    private static void calls() {
        var id = agent("custom_http", "");
        var key = UUID.randomUUID().toString();
        var called =
                invoke(
                                id,
                                """
                                {"input": {"q": 1}, "context": {"a": 1}, "metadata": {"b": null}}\
                                """)
                        .header("Idempotency-Key", key)
                        .header("X-External-User-ID", "u-1")
                        .header("X-External-User-Email", "person@example.com")
                        .header("X-External-System", "crm")
                        .header("X-External-Session-ID", "s-1")
                        .header("X-External-Context", "{\"tier\": \"gold\"}")
                        .header("X-External-Consent-Basis", "contract");
        var row = called.done().path("invocation_id").asText();
        assertThat(called.seen().headers()).containsEntry("Idempotent-Replayed", "true");
        invoke(id, INPUT).header("Idempotency-Key", key).refused(422);
        var later = invoke(id, INPUT).header("Prefer", "respond-async").done();
        walk.ask(Route.READ_INVOCATION).on(row).done();
        within(() -> isOver(later.path("invocation_id").asText()));
        walk.ask(Route.READ_INVOCATION).on("inv_none").refused(404);
        walk.ask(Route.LIST_INVOCATIONS)
                .where("agent=%s&status=completed&limit=1".formatted(id))
                .done();
        walk.ask(Route.LIST_INVOCATIONS).where("status=nonsense").refused(400);
    }

    private static boolean isOver(String row) {
        return walk.ask(Route.READ_INVOCATION).on(row).done().has("ended_at");
    }

    private static void refusedCalls() {
        invoke("agt_00000000000000000000000000", INPUT).refused(404);
        invoke(agent("custom_http", "\"environment\": \"unheard\","), INPUT).refused(403);
        invoke(agent("custom_http", "\"max_daily_cost\": 0,"), INPUT).refused(402);
        var rare = agent("custom_http", "\"requests_per_minute\": 1,");
        invoke(rare, INPUT).done();
        invoke(rare, INPUT).refused(429);
        var resting = agent("custom_http", "");
        walk.ask(Route.CHANGE_AGENT).on(resting).json("{\"status\": \"suspended\"}").done();
        invoke(resting, INPUT).refused(409);
        invoke(answering(Behaviour.status(500), ""), INPUT).refused(502);
        invoke(answering(Behaviour.after(Duration.ofSeconds(4), Behaviour.echo()), ""), INPUT)
                .refused(504);
        invoke(resting, "{}").refused(400);
    }

    private static void deliveries() {
        var id = answering(Behaviour.status(400), "");
        var call = invoke(id, INPUT).header("Prefer", "respond-async").done();
        var row = call.path("invocation_id").asText();
        within(() ->
                walk.ask(Route.READ_INVOCATION)
                        .on(row)
                        .done()
                        .path("webhook_delivery_status")
                        .asText()
                        .equals("failed"));
        var failed =
                walk.ask(Route.LIST_DELIVERIES)
                        .where("status=failed&agent=" + id)
                        .done()
                        .at("/items/0/id")
                        .asText();
        walk.ask(Route.READ_DELIVERY).on(failed).done();
        walk.ask(Route.READ_DELIVERY).on("dlv_none").refused(404);
        walk.ask(Route.RETRY_DELIVERY).on(failed).done();
        walk.ask(Route.REPLAY_DELIVERIES)
                .json("{\"agent_id\": \"%s\", \"limit\": 5}".formatted(id))
                .done();
    }

    private static void webhooks() {
        var made =
                walk.ask(Route.CREATE_WEBHOOK)
                        .json(
                                """
                                {"url": "%s", "events": ["external_agent.invocation.completed"],
                                 "description": "Walk"}\
                                """
                                        .formatted(gate.receiver().at("/told")))
                        .done();
        var id = made.path("id").asText();
        walk.ask(Route.LIST_WEBHOOKS).done();
        walk.ask(Route.READ_WEBHOOK).on(id).done();
        walk.ask(Route.CHANGE_WEBHOOK)
                .on(id)
                .json("{\"events\": [\"*\"], \"status\": \"active\", \"agent_id\": null}")
                .done();
        walk.ask(Route.CHANGE_WEBHOOK)
                .on(id)
                .header("If-Match", "\"77\"")
                .json("{\"description\": \"x\"}")
                .refused(412);
        walk.ask(Route.ROTATE_WEBHOOK_SECRET).on(id).done();
        var test = walk.ask(Route.TEST_WEBHOOK).on(id).done().path("delivery_id").asText();
        within(() -> isDelivered(test));
        walk.ask(Route.LIST_WEBHOOK_DELIVERIES).on(id).done();
        walk.ask(Route.RETRY_DELIVERY).on(test).refused(409);
        walk.ask(Route.DELETE_WEBHOOK).on(id).done();
        walk.ask(Route.DELETE_WEBHOOK).on(id).refused(404);
    }

    private static boolean isDelivered(String delivery) {
        var seen = walk.ask(Route.READ_DELIVERY).on(delivery).seen();
        return seen.body().contains("\"delivered\"");
    }

    private static String held(String agent) {
        return invoke(agent, INPUT).done().path("approval_id").asText();
    }

    private static void approvals() {
        var id = agent("custom_http", "\"requires_approval\": true,");
        var agreed = held(id);
        var rejected = held(id);
        var cancelled = held(id);
        walk.ask(Route.LIST_APPROVALS).where("status=all&limit=1").done();
        walk.ask(Route.LIST_PENDING_APPROVALS).on(id).done();
        var digest = walk.ask(Route.READ_APPROVAL).on(agreed).done().path("digest").asText();
        walk.ask(Route.APPROVE).on(agreed).json("{\"digest\": \"0\"}").refused(409);
        walk.ask(Route.APPROVE)
                .on(agreed)
                .json("{\"comment\": \"fine\", \"digest\": \"%s\"}".formatted(digest))
                .done();
        walk.ask(Route.APPROVE).on(agreed).refused(409);
        walk.ask(Route.REJECT).on(rejected).json("{\"reason\": \"no\"}").done();
        walk.ask(Route.CANCEL).on(cancelled).json("{\"reason\": \"not now\"}").done();
        walk.ask(Route.CANCEL).on("apr_none").refused(404);
        var own = walk.ask(Route.INVOKE).on(id).json(INPUT).done().path("approval_id").asText();
        walk.ask(Route.APPROVE).on(own).refused(403);
        walk.ask(Route.STREAM_APPROVALS).where("last_event_id=0").done();
        walk.ask(Route.STREAM_APPROVALS).where("last_event_id=-1").refused(400);
    }

    private static void killSwitches() {
        var id = agent("custom_http", "");
        var held = held(agent("custom_http", "\"requires_approval\": true,"));
        walk.ask(Route.PULL_KILL_SWITCH)
                .on("target", "organisation")
                .json("{\"reason\": \"a drill\"}")
                .done();
        walk.ask(Route.LIST_KILL_SWITCHES).done();
        within(() -> invoke(id, INPUT).seen().status() == 503);
        walk.ask(Route.TEST_AGENT).on(id).refused(503);
        walk.ask(Route.APPROVE).on(held).refused(503);
        walk.ask(Route.PUT_BACK_KILL_SWITCH).on("target", "organisation").done();
        walk.ask(Route.PUT_BACK_KILL_SWITCH).on("target", "organisation").refused(404);
        within(() -> invoke(id, INPUT).seen().status() == 200);
    }

    private static void inbound() {
        var target = agent("custom_http", "");
        var slack =
                agent(
                        "slack",
                        """
                        "inbound_secret": "%s", "platform_config": {"target_agent_id": "%s"},\
                        """
                                .formatted(SLACK_SECRET, target));
        var body =
                "user_id=U2147483697&channel_id=C1&command=%2Fask&text=hello&trigger_id="
                        + UUID.randomUUID()
                        + "&response_url="
                        + URLEncoder.encode(
                                gate.receiver().at("/told").toString(), StandardCharsets.UTF_8);
        var seconds = Long.toString(InstantSource.system().instant().getEpochSecond());
        var ask =
                walk.ask(Route.INBOUND)
                        .byNobody()
                        .on("platform", "slack")
                        .on("agentId", slack)
                        .body("application/x-www-form-urlencoded", body)
                        .header("X-Slack-Request-Timestamp", seconds)
                        .header("X-Slack-Signature", signature("v0:" + seconds + ":" + body));
        ask.done();
        ask.header("X-Slack-Signature", "v0=" + "0".repeat(64)).refused(401);
    }

    private static String signature(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(SLACK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v0="
                    + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void audit() {
        var page = walk.ask(Route.READ_AUDIT).where("tail=2").done();
        walk.ask(Route.READ_AUDIT)
                .where("tail=2&cursor=" + page.path("next_cursor").asText())
                .done();
        walk.ask(Route.VERIFY_AUDIT).json("{\"since\": \"2026-01-01T00:00:00Z\"}").done();
        walk.ask(Route.READ_AUDIT_KEY).done();
        var export =
                walk.ask(Route.EXPORT_AUDIT)
                        .json(
                                """
                                {"format": "jsonl", "since": "2026-01-01T00:00:00Z",
                                 "until": "2026-01-02T00:00:00Z"}\
                                """)
                        .done();
        walk.ask(Route.READ_AUDIT_EXPORT).on(export.path("id").asText()).done();
        walk.ask(Route.READ_AUDIT_EXPORT).on("exp_none").refused(404);
    }

    private static void metrics() {
        walk.ask(Route.METRICS).done();
        walk.ask(Route.METRICS).header("Accept", "application/openmetrics-text").done();
        walk.ask(Route.RATE_LIMIT_VIOLATIONS).done();
    }

    private static void whoMayNot() {
        walk.ask(Route.LIST_AGENTS).byNobody().refused(401);
        walk.ask(Route.LIST_AGENTS).by(key("audit:read")).refused(403);
        walk.ask(Route.LIST_AGENTS).where("nobody_knows=1").refused(400);
    }

    private static void within(BooleanSupplier reached) {
        var end = InstantSource.system().instant().plusSeconds(20);
        while (!reached.getAsBoolean()) {
            assertThat(InstantSource.system().instant()).isBefore(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
