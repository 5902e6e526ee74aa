package dev.tollgate.registration;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.delivery.Circuit;
import dev.tollgate.domain.delivery.Circuits;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.util.Optional;
import java.util.Set;

/** The agents over HTTP: reads the request, runs the use case, maps what came of it. */
final class AgentRoutes {
    /** More than any agent needs; credentials may be certificates. */
    private static final int LARGEST_BODY = 64 * 1024;

    private final AgentFields fields;
    private final Agents agents;
    private final Circuits circuits;
    private final Register register;
    private final Change change;
    private final Remove remove;

    AgentRoutes(
            AgentFields fields,
            Agents agents,
            Circuits circuits,
            Register register,
            Change change,
            Remove remove) {
        this.fields = fields;
        this.agents = agents;
        this.circuits = circuits;
        this.register = register;
        this.change = change;
        this.remove = remove;
    }

    Answer register(Request request) {
        var draft = fields.draft(request.json(LARGEST_BODY));
        return switch (register.run(request.principal(), draft)) {
            case Register.Outcome.Registered(var agent, var shown) ->
                    AgentView.with(
                            Answer.created(
                                    "/api/external-agents/" + agent.id(),
                                    AgentView.showing(agent, shown)),
                            agent);
            case Register.Outcome.NameTaken(var name) -> nameTaken(name);
        };
    }

    Answer list(Request request) {
        request.onlyQueries(Set.of("limit", "cursor"));
        var page = request.page();
        page.after().ifPresent(AgentRoutes::checkPlace);
        var found = agents.list(request.principal().organisation(), page);
        return Answer.list(
                new Page<>(found.items().stream().map(AgentView::of).toList(), found.next()));
    }

    Answer read(Request request) {
        return id(request)
                .flatMap(id -> agents.find(request.principal().organisation(), id))
                .map(agent -> AgentView.with(Answer.ok(AgentView.of(agent, circuit(agent))), agent))
                .orElseGet(AgentRoutes::notFound);
    }

    private Circuit circuit(Agent agent) {
        return circuits.find(agent.organisation(), agent.id().value());
    }

    Answer change(Request request) {
        var id = id(request);
        if (id.isEmpty()) {
            return notFound();
        }
        var body = request.json(LARGEST_BODY);
        var outcome =
                change.run(
                        request.principal(),
                        id.get(),
                        request.ifMatch(),
                        agent -> fields.patch(body, agent));
        return switch (outcome) {
            case Change.Outcome.Changed(var agent, var shown) ->
                    AgentView.with(Answer.ok(AgentView.showing(agent, shown)), agent);
            case Change.Outcome.NotFound() -> notFound();
            case Change.Outcome.NameTaken(var name) -> nameTaken(name);
            case Change.Outcome.Stale(int version) -> stale(version);
            case Change.Outcome.Busy() -> busy();
        };
    }

    Answer remove(Request request) {
        var id = id(request);
        if (id.isEmpty()) {
            return notFound();
        }
        return switch (remove.run(request.principal(), id.get(), request.ifMatch())) {
            case Remove.Outcome.Removed() -> Answer.noContent();
            case Remove.Outcome.NotFound() -> notFound();
            case Remove.Outcome.Stale(int version) -> stale(version);
            case Remove.Outcome.Busy() -> busy();
        };
    }

    private static Optional<AgentId> id(Request request) {
        return request.path("id", AgentId::new);
    }

    private static void checkPlace(String place) {
        try {
            var _ = new AgentId(place);
        } catch (IllegalArgumentException e) {
            throw BadRequest.query(
                    "cursor", "is not of this list; accepted: the next_cursor of the page before.");
        }
    }

    private static Answer notFound() {
        return Problem.notFound("agent").answer();
    }

    private static Answer nameTaken(String name) {
        return Problem.of(
                        409,
                        "name_taken",
                        "Another agent has the name '"
                                + name
                                + "'; names differ in more than case.")
                .answer();
    }

    private static Answer stale(int version) {
        return Problem.of(
                        412,
                        "precondition_failed",
                        "The agent is at version "
                                + version
                                + " now; read it again and repeat the change on that.")
                .answer()
                .with("ETag", AgentView.etag(version));
    }

    private static Answer busy() {
        return Problem.of(409, "concurrent_change", "Others are changing this agent; try again.")
                .answer()
                .with("Retry-After", "1");
    }
}
