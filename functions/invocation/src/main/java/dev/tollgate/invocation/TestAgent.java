package dev.tollgate.invocation;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import dev.tollgate.platforms.About;
import dev.tollgate.platforms.CallAgent;
import dev.tollgate.platforms.Message;
import dev.tollgate.platforms.Rendered;
import dev.tollgate.platforms.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /api/external-agents/{id}/test}: sends a message that says it is a test, once, and
 * tells exactly what came of it. It is no call: nothing is counted, and a suspended agent can be
 * tested too, since that is how new credentials are tried.
 */
final class TestAgent {
    private final Agents agents;
    private final Halt halt;
    private final Audit audit;
    private final CallAgent callAgent;
    private final Duration timeout;
    private final Ids ids;
    private final InstantSource clock;

    TestAgent(
            InvocationFunction.Ports ports,
            Halt halt,
            CallAgent callAgent,
            Duration timeout,
            Ids ids) {
        this.halt = halt;
        this.agents = ports.agents();
        this.audit = ports.audit();
        this.callAgent = callAgent;
        this.timeout = timeout;
        this.ids = ids;
        this.clock = ports.clock();
    }

    Answer test(Request request) {
        var agent =
                request.path("id", AgentId::new)
                        .flatMap(id -> agents.find(request.principal().organisation(), id));
        if (agent.isEmpty()) {
            return Problem.notFound("agent").answer();
        }
        var halted = halt.of(agent.get().organisation(), agent.get().id());
        if (halted.isPresent()) {
            return Problem.of(503, "kill_switch", halted.get().sentence()).answer();
        }
        var about =
                new About(
                        agent.get().name(),
                        request.principal().name(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return switch (CallAgent.render(agent.get(), new Message.Test(about))) {
            case Rendered.Unfit(var why) -> Problem.of(422, "content_unfit", why).answer();
            case Rendered.Ready(var body) -> sent(request, agent.get(), body);
        };
    }

    private Answer sent(Request request, Agent agent, String body) {
        audit.record(
                event(request, agent, "external_agent.tested"),
                event(request, agent, "external_agent.credentials_accessed"));
        var id = ids.invocation();
        var began = clock.instant();
        var sent =
                callAgent.send(
                        agent,
                        new CallAgent.Parcel(
                                Optional.empty(),
                                id.value(),
                                id.value(),
                                body,
                                Map.of("traceparent", request.trace().toString()),
                                timeout,
                                Progress.NONE));
        return Answer.ok(report(sent, began, clock.instant()));
    }

    private static Map<String, Object> report(Sent sent, Instant began, Instant over) {
        var outcome = Ending.of(sent.execution(), Money.ZERO, sent.output(), over).outcome();
        var report = new LinkedHashMap<String, Object>();
        report.put("delivered", sent.execution() instanceof Execution.Answered);
        report.put("result", outcome.code().orElse("delivered"));
        outcome.detail().ifPresent(detail -> report.put("detail", detail));
        outcome.upstreamStatus().ifPresent(status -> report.put("upstream_status", status));
        report.put("latency_ms", Math.max(0, Duration.between(began, over).toMillis()));
        report.put("requests_taken", sent.progress().taken());
        excerpt(sent.execution())
                .map(DeliveryAttempt::oneLine)
                .ifPresent(text -> report.put("excerpt", text));
        return report;
    }

    private static Optional<String> excerpt(Execution execution) {
        return switch (execution) {
            case Execution.Answered answered -> Optional.of(answered.body());
            case Execution.Rejected(_, var excerpt) -> Optional.of(excerpt);
            case Execution.Failed(_, var excerpt, _) -> Optional.of(excerpt);
            case Execution.TimedOut _,
                    Execution.Unreachable _,
                    Execution.Broken _,
                    Execution.TooLarge _,
                    Execution.Blocked _,
                    Execution.NoToken _ ->
                    Optional.empty();
        };
    }

    private AuditEvent event(Request request, Agent agent, String type) {
        return new AuditEvent(
                ids.audit(),
                agent.organisation(),
                clock.instant(),
                type,
                request.principal().id(),
                agent.id().value(),
                Map.of("address", request.sourceIp()));
    }
}
