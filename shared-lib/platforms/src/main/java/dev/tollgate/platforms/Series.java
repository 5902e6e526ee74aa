package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message that goes out as one request after another, {@code {"requests": […]}}. The progress
 * carries the id of the first of its messages; another attempt goes on after the last that was
 * taken. A request whose answer was lost is made again: none of these platforms knows an
 * idempotency key.
 */
final class Series {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_ID = 128;

    /** A longer message is read by nobody, and would keep the place busy for a minute. */
    static final int MOST_REQUESTS = 20;

    /** Where a series goes, and what is said there. */
    interface Place {
        /**
         * The next request.
         *
         * @param index from 0
         * @param first the id of the message that the first one made; empty if there is none
         */
        Call call(int index, ObjectNode request, String first);

        /** What an answer means, where the platform does not say it by the status alone. */
        Execution judged(Execution execution);

        /** The id of the message that was made. */
        Optional<String> messageId(JsonNode answer);

        /** How long the platform wants nothing more. */
        Duration pause(Execution.Answered answered);
    }

    record Call(Method method, SecretUrl url, OutboundAuth auth, ObjectNode body) {
        static Call post(SecretUrl url, ObjectNode body) {
            return new Call(Method.POST, url, new OutboundAuth.None(), body);
        }
    }

    private Series() {}

    /** What is rendered. */
    static Rendered rendered(List<ObjectNode> requests) {
        if (requests.size() > MOST_REQUESTS) {
            return new Rendered.Unfit(
                    "The message would take "
                            + requests.size()
                            + " requests; accepted: at most "
                            + MOST_REQUESTS
                            + ".");
        }
        var body = JSON.createObjectNode();
        body.putArray("requests").addAll(requests);
        return new Rendered.Ready(body.toString());
    }

    /** The requests of what was rendered. */
    static List<ObjectNode> requests(String body) {
        var requests = new ArrayList<ObjectNode>();
        for (var request : Parsed.json(body).path("requests")) {
            if (request instanceof ObjectNode object) {
                requests.add(object);
            }
        }
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("not a rendered message: it has no requests");
        }
        return requests;
    }

    static Sent send(
            Consignment consignment, Requests requests, List<ObjectNode> parts, Place place) {
        var progress = consignment.progress();
        for (int next = Math.min(progress.taken(), parts.size() - 1); ; next++) {
            var call = place.call(next, parts.get(next), progress.carry());
            var execution = place.judged(Blot.of(sent(requests, call), call.url().uri()));
            if (!(execution instanceof Execution.Answered answered)) {
                return Sent.failed(execution, progress);
            }
            progress = new Progress(next + 1, first(progress, place, answered));
            if (progress.taken() == parts.size()) {
                return new Sent(answered, progress, Optional.of(output(progress)));
            }
            if (!waited(place.pause(answered), requests)) {
                return Sent.failed(new Execution.TimedOut(consignment.timeout()), progress);
            }
        }
    }

    private static Execution sent(Requests requests, Call call) {
        return requests.send(
                call.method(), call.url().uri(), call.auth(), Map.of(), call.body().toString());
    }

    private static String first(Progress progress, Place place, Execution.Answered answered) {
        return progress.carry().isEmpty()
                ? place.messageId(Parsed.json(answered.body()))
                        .filter(id -> id.length() <= LONGEST_ID)
                        .orElse("")
                : progress.carry();
    }

    private static String output(Progress progress) {
        var output = JSON.createObjectNode();
        if (!progress.carry().isEmpty()) {
            output.put("message_id", progress.carry());
        }
        return output.put("messages", progress.taken()).toString();
    }

    /** False if there is no time for it: the rest is for another attempt. */
    private static boolean waited(Duration pause, Requests requests) {
        if (pause.compareTo(requests.left()) >= 0) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
