package dev.tollgate.platforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.outbound.CostLocation;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import dev.tollgate.domain.outbound.RequestTemplate;
import java.util.Locale;
import java.util.Optional;

/**
 * Any REST endpoint. A call's request body is {@code {invocation_id, agent_id, input, context?,
 * metadata?, user?, settings?}}, or what {@code platform_config.request_template} makes of these;
 * of its answer, the part that {@code platform_config.output_field} points to is the output, or
 * else the whole. Requests to an agent with a signing secret are signed, see {@link
 * StandardWebhooks}.
 */
final class CustomHttp implements PlatformAdapter {
    /**
     * In characters, of what a template takes from a call: four times the largest call. Few
     * placeholders make very much of a large input.
     */
    static final int MOST_FILLED = 4 << 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public boolean answersAtOnce() {
        return true;
    }

    @Override
    public Optional<Pace> pace() {
        return Optional.empty();
    }

    @Override
    public Rendered render(Agent agent, Message message) {
        var body = JSON.createObjectNode();
        switch (message) {
            case Message.Call call -> {
                call(body, agent, call);
                return templated(agent, body);
            }
            case Message.Completed done ->
                    body.put("type", "completed").set("output", done.output());
            case Message.Failed failed ->
                    body.put("type", "failed")
                            .put("code", failed.code())
                            .put("detail", failed.sentence());
            case Message.ApprovalNeeded needed ->
                    body.put("type", "approval_needed")
                            .put("approval_id", needed.approval())
                            .put("detail", needed.what());
            case Message.Test _ -> body.put("type", "test").put("agent_id", agent.id().value());
        }
        return new Rendered.Ready(body.toString());
    }

    private static void call(ObjectNode body, Agent agent, Message.Call call) {
        var row = call.row();
        body.put("invocation_id", row.id().value());
        body.put("agent_id", agent.id().value());
        body.set("input", call.input());
        call.context().ifPresent(value -> body.set("context", value));
        call.metadata().ifPresent(value -> body.set("metadata", value));
        var user = JSON.createObjectNode();
        var person = row.caller().onBehalfOf();
        person.userId().ifPresent(id -> user.put("id", id));
        person.email().ifPresent(email -> user.put("email", email));
        person.system().ifPresent(system -> user.put("system", system));
        person.sessionId().ifPresent(session -> user.put("session_id", session));
        if (!user.isEmpty()) {
            body.set("user", user);
        }
        if (call.degraded()) {
            Optional.ofNullable(agent.platformConfig().get("degraded"))
                    .ifPresent(settings -> body.set("settings", JSON.valueToTree(settings)));
        }
    }

    private static Rendered templated(Agent agent, ObjectNode body) {
        return Optional.ofNullable(agent.platformConfig().get("request_template"))
                .map(template -> filled(new RequestTemplate(template), new CallParts(body)))
                .orElseGet(() -> new Rendered.Ready(body.toString()));
    }

    private static Rendered filled(RequestTemplate template, CallParts parts) {
        return isTooMuch(template, parts)
                ? new Rendered.Unfit(
                        "The agent's request_template takes more of this call than the "
                                + MOST_FILLED
                                + " characters that are sent.")
                : new Rendered.Ready(JSON.valueToTree(template.filled(parts)).toString());
    }

    /** Looks no further than the limit, before anything is put together. */
    private static boolean isTooMuch(RequestTemplate template, CallParts parts) {
        long taken = 0;
        for (var each = template.placeholders().iterator(); each.hasNext(); ) {
            taken += parts.text(each.next()).length();
            if (taken > MOST_FILLED) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Sent send(Consignment consignment, Requests requests, PlatformAddresses addresses) {
        var url = consignment.secret().webhookUrl();
        if (url.isEmpty()) {
            return Sent.failed(
                    new Execution.Blocked("The agent has no webhook_url."), consignment.progress());
        }
        var execution =
                requests.send(
                        Method.POST,
                        url.get(),
                        consignment.secret().auth(),
                        StandardWebhooks.headers(
                                consignment.idempotencyKey(),
                                requests.now(),
                                consignment.body(),
                                consignment.secret().signing()),
                        consignment.body(),
                        costAt(consignment.agent()));
        return execution instanceof Execution.Answered answered
                ? new Sent(
                        answered.costing(believed(consignment.agent(), answered.cost())),
                        consignment.progress().and(""),
                        Optional.of(output(consignment.agent(), answered)))
                : Sent.failed(execution, consignment.progress());
    }

    private static Optional<CostLocation> costAt(Agent agent) {
        var config = agent.platformConfig();
        return Optional.ofNullable(config.get("cost_field"))
                .<CostLocation>map(field -> new CostLocation.InBody(field.toString()))
                .or(() ->
                        Optional.ofNullable(config.get("cost_header"))
                                .map(name -> new CostLocation.InHeader(name.toString())));
    }

    /** A slip of the agent's must not empty its budget. */
    private static DeclaredCost believed(Agent agent, DeclaredCost cost) {
        return cost instanceof DeclaredCost.Declared(var declared)
                ? new DeclaredCost.Declared(
                        most(agent).filter(most -> most.compareTo(declared) < 0).orElse(declared))
                : cost;
    }

    private static Optional<Money> most(Agent agent) {
        return Optional.ofNullable(agent.platformConfig().get("max_cost_per_execution"))
                .map(dollars -> Money.usd(dollars.toString()));
    }

    /** As JSON text; text that is not JSON becomes a JSON string. */
    private static String output(Agent agent, Execution.Answered answered) {
        var type = answered.contentType().toLowerCase(Locale.ROOT);
        var whole = type.contains("json") ? parsed(answered.body()) : text(answered.body());
        var part =
                Optional.ofNullable(agent.platformConfig().get("output_field"))
                        .map(field -> whole.at(pointer(field.toString())))
                        .filter(found -> !found.isMissingNode());
        return part.orElse(whole).toString();
    }

    private static String pointer(String field) {
        return field.startsWith("/") ? field : "/" + field.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode parsed(String body) {
        try {
            var node = JSON.readTree(body);
            return node.isMissingNode() ? text("") : node;
        } catch (JsonProcessingException e) {
            return text(body);
        }
    }

    private static JsonNode text(String body) {
        return TextNode.valueOf(body);
    }
}
