package dev.tollgate.platforms;

import dev.tollgate.domain.outbound.Execution;
import java.time.Duration;
import java.util.Optional;

/**
 * What Slack's Web API says with {@code {"ok": false, "error": …}} and the status 200, told as <a
 * href="https://docs.slack.dev/reference/methods/chat.postMessage#errors">its list of errors</a>
 * has it.
 */
final class SlackAnswers {
    private SlackAnswers() {}

    static Execution judged(Execution execution) {
        return execution instanceof Execution.Answered answered ? judged(answered) : execution;
    }

    private static Execution judged(Execution.Answered answered) {
        var answer = Parsed.json(answered.body());
        if (answer.path("ok").asBoolean(true)) {
            return answered;
        }
        var body = answered.body();
        return switch (answer.path("error").asText("")) {
            case "ratelimited", "rate_limited", "message_limit_exceeded" ->
                    new Execution.Failed(429, body, retryAfter(answered));
            // Slack says that a part of it may have been done all the same.
            case "internal_error", "fatal_error", "request_timeout" -> failed(500, body);
            case "service_unavailable", "team_added_to_org" -> failed(503, body);
            case "not_authed",
                    "invalid_auth",
                    "account_inactive",
                    "token_expired",
                    "token_revoked" ->
                    new Execution.Rejected(401, body);
            case "channel_not_found" -> new Execution.Rejected(404, body);
            case "access_denied",
                    "ekm_access_denied",
                    "is_archived",
                    "missing_scope",
                    "no_permission",
                    "not_in_channel",
                    "org_login_required",
                    "restricted_action",
                    "team_access_not_granted" ->
                    new Execution.Rejected(403, body);
            default -> new Execution.Rejected(400, body);
        };
    }

    private static Execution failed(int status, String body) {
        return new Execution.Failed(status, body, Optional.empty());
    }

    private static Optional<Duration> retryAfter(Execution.Answered answered) {
        return Optional.ofNullable(answered.headers().get("retry-after"))
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
