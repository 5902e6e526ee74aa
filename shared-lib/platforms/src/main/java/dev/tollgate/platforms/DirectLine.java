package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.Execution.Answered;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt at a question: start a conversation, post the question, read until the reply is done.
 *
 * <p>A later attempt must not ask again in the same conversation. So {@link Progress#carry} is the
 * conversation, and our message has the idempotency key in it: whoever opens the conversation with
 * the secret looks for the message there, and posts it only if it is missing. A token of the token
 * endpoint opens no other conversation than its own; then a later attempt asks in a new one, and
 * nobody reads the old.
 */
final class DirectLine {
    private static final int BAD_GATEWAY = 502;
    private static final int MOST_MISSES = 3;

    private final Consignment consignment;
    private final Requests requests;
    private final JsonNode body;
    private final boolean isSecret;
    private final Rhythm rhythm;
    private final DirectLineConversation conversation;
    private final BotReply reply;

    /**
     * When to look for a reply.
     *
     * @param first after the question
     * @param then after each look
     * @param quiet without a further message for so long, the reply is done
     */
    record Rhythm(Duration first, Duration then, Duration quiet) {
        Rhythm quiet(Duration other) {
            return new Rhythm(first, then, other);
        }

        /** Later if Direct Line wants that. */
        Duration after(Execution look) {
            return look instanceof Execution.Failed failed
                    ? failed.retryAfter().filter(it -> it.compareTo(then) > 0).orElse(then)
                    : then;
        }
    }

    /**
     * @param consignment with what {@link CopilotStudio#render} made
     */
    DirectLine(
            Consignment consignment,
            Requests requests,
            DirectLineAccess.Opened.Open access,
            Rhythm rhythm) {
        this.consignment = consignment;
        this.requests = requests;
        this.body = Parsed.json(consignment.body());
        this.isSecret = access.isSecret();
        this.rhythm = rhythm;
        this.conversation = new DirectLineConversation(requests, access);
        this.reply = new BotReply(consignment.idempotencyKey(), body.at("/user/id").asText());
    }

    Sent ask() {
        var failed = resume();
        if (failed.isEmpty() && conversation.id().isEmpty()) {
            failed = failure(conversation.start(body.path("user"))).map(Unanswered::beforeAsking);
        }
        if (failed.isEmpty() && !reply.isAsked()) {
            failed = say(body.path("activity"));
        }
        return failed.map(this::failed).orElseGet(this::listen);
    }

    /** Goes on with the conversation of an earlier attempt, unless that is no longer there. */
    private Optional<Execution> resume() {
        if (!conversation.resume(consignment.progress().carry())) {
            return Optional.empty();
        }
        var execution = conversation.read();
        if (execution instanceof Execution.Rejected) {
            conversation.abandon();
            return Optional.empty();
        }
        take(execution);
        return failure(execution);
    }

    /**
     * 502 says that "the bot is unavailable or returned an error" (<a
     * href="https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference#http-status-codes">status
     * codes</a>). What stands in the conversation then is never answered, so the next attempt
     * begins another.
     */
    private Optional<Execution> say(JsonNode activity) {
        var ours = (ObjectNode) activity.deepCopy();
        ours.withObject("/channelData").put("clientActivityID", consignment.idempotencyKey());
        var execution = conversation.say(ours);
        if (execution instanceof Answered answered) {
            reply.asked(Parsed.json(answered.body()).path("id").asText(""));
        } else if (execution instanceof Execution.Failed(int status, _, _)
                && status == BAD_GATEWAY) {
            conversation.abandon();
        }
        return failure(execution);
    }

    /** What there is when the time is up is the reply, if it may be one. */
    private Sent listen() {
        long lastNews = System.nanoTime();
        int misses = 0;
        var pause = rhythm.first();
        while (sleep(pause)) {
            var execution = conversation.read();
            if (take(execution)) {
                lastNews = System.nanoTime();
            }
            misses = execution instanceof Answered ? 0 : misses + 1;
            if (misses > MOST_MISSES || (misses > 0 && !execution.retriable())) {
                return failed(Unanswered.afterAsking(execution));
            }
            if (reply.isOver() || (reply.isAnswer() && isQuietSince(lastNews))) {
                return answered();
            }
            pause = rhythm.after(execution);
        }
        return reply.isAnswer()
                ? answered()
                : failed(new Execution.TimedOut(consignment.timeout()));
    }

    private boolean take(Execution execution) {
        return execution instanceof Answered answered
                && reply.take(Parsed.json(answered.body()).path("activities"));
    }

    private boolean isQuietSince(long lastNews) {
        return System.nanoTime() - lastNews >= rhythm.quiet().toNanos();
    }

    /** Whether there is time left after it. */
    private boolean sleep(Duration pause) {
        if (pause.compareTo(requests.left()) >= 0) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<Execution> failure(Execution execution) {
        return execution instanceof Answered ? Optional.empty() : Optional.of(execution);
    }

    private Sent failed(Execution why) {
        return Sent.failed(
                why,
                isSecret && !conversation.id().isEmpty()
                        ? new Progress(1, conversation.id())
                        : Progress.NONE);
    }

    private Sent answered() {
        var output = reply.output(conversation.id());
        return new Sent(
                new Answered(
                        200,
                        output,
                        "application/json",
                        Map.of(),
                        new DeclaredCost.Absent("a bot declares no cost"),
                        consignment.timeout().minus(requests.left())),
                new Progress(2, conversation.id()),
                Optional.of(output));
    }
}
