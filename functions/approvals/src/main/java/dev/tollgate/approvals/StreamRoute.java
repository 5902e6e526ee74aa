package dev.tollgate.approvals;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.Change;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every change of approvals as <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent events</a>. API
 * Gateway passes no stream on, so a request waits until there is something to tell, or for a while;
 * then it is over, and the client comes again with the id of the last event, as that specification
 * has it. The ids count without a gap, so nothing is missed or told twice however often a
 * connection breaks.
 */
final class StreamRoute {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST = 200;
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    /** How long a client waits before it comes again, in milliseconds. */
    private static final String HEAD = "retry: 500\n\n";

    private final Approvals approvals;
    private final Duration watch;

    StreamRoute(Approvals approvals, Duration watch) {
        this.approvals = approvals;
        this.watch = watch;
    }

    /** Without an id it tells what happens from now on. */
    Answer watch(Request request) {
        request.onlyQueries(Set.of("last_event_id"));
        var organisation = request.principal().organisation();
        long after =
                request.header(LAST_EVENT_ID)
                        .map(StreamRoute::header)
                        .or(() ->
                                request.query(
                                        "last_event_id",
                                        "the id of an event, such as 42",
                                        StreamRoute::id))
                        .orElseGet(() -> approvals.latest(organisation));
        return new Answer(
                200,
                Map.of("Content-Type", "text/event-stream", "X-Accel-Buffering", "no"),
                HEAD + text(after, changes(organisation, after)));
    }

    private static long header(String text) {
        try {
            return id(text);
        } catch (IllegalArgumentException e) {
            throw BadRequest.header(LAST_EVENT_ID, "is not the id of an event, such as 42.");
        }
    }

    private static long id(String text) {
        long id = Long.parseLong(text);
        if (id < 0) {
            throw new IllegalArgumentException(text);
        }
        return id;
    }

    private List<Change> changes(OrganisationId organisation, long after) {
        long end = System.nanoTime() + watch.toNanos();
        while (true) {
            var changes = approvals.changes(organisation, after, MOST);
            if (!changes.isEmpty() || System.nanoTime() + PAUSE.toNanos() > end) {
                return changes;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while watching", e);
        }
    }

    /** A block with an id and no data moves the client's place on and shows it nothing. */
    private static String text(long after, List<Change> changes) {
        if (changes.isEmpty()) {
            return ": nothing new\nid: " + after + "\n\n";
        }
        var text = new StringBuilder();
        for (var change : changes) {
            text.append("id: ").append(change.sequence()).append('\n');
            if (change.step().kind() != Step.Kind.SETTLED) {
                text.append("event: approval.")
                        .append(change.step().kind().text())
                        .append("\ndata: ")
                        .append(Json.write(view(change)))
                        .append('\n');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static Map<String, Object> view(Change change) {
        var view = new LinkedHashMap<String, Object>();
        view.put("approval_id", change.approval().value());
        view.put("status", change.status().text());
        view.put("external_agent_id", change.agent().value());
        view.put("invocation_id", change.invocation().value());
        view.put("actor", change.step().actor());
        view.put("at", change.step().at().toString());
        return view;
    }
}
