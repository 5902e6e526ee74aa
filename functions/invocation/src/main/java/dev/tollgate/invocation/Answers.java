package dev.tollgate.invocation;

import dev.tollgate.domain.admission.BudgetState;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.RateState;
import dev.tollgate.domain.admission.Threshold;
import dev.tollgate.domain.admission.Thresholds;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Problem;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of a call as HTTP. The RateLimit headers follow <a
 * href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">draft-ietf-httpapi-ratelimit-headers</a>.
 */
final class Answers {
    private static final String REPLAYED = "Idempotent-Replayed";

    private final Thresholds thresholds;

    Answers(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    Answer of(Invoked invoked) {
        return switch (invoked) {
            case Invoked.Carried(var row, var limits) -> carried(row, limits);
            case Invoked.Held(var row, var approval, var limits) -> held(row, approval, limits);
            case Invoked.Replayed(var row) -> ended(row, Map.of()).with(REPLAYED, "true");
            case Invoked.NoSuchAgent none -> Problem.notFound("agent").answer();
            case Invoked.Suspended(var row) -> refusal(row, 409);
            case Invoked.Halted(var row) -> refusal(row, 503);
            case Invoked.Unfit(var row, var why) -> refusal(row, 422);
            case Invoked.TooLargeToQueue(var row, var most) ->
                    identified(row, problem(row, 413).with("most_bytes", most).answer());
            case Invoked.KeyMismatch(var row) -> refusal(row, 422);
            case Invoked.InProgress(var retryAfter) ->
                    Problem.of(
                                    409,
                                    "idempotency_key_in_use",
                                    "The same request is being carried out. Come again for its"
                                            + " answer.")
                            .answer()
                            .with("Retry-After", seconds(retryAfter));
            case Invoked.Denied(var row, var decision) ->
                    identified(
                            row,
                            problem(row, 403)
                                    .with("reason", decision.cause().code())
                                    .with("explanation", PolicyJson.toTree(decision.explanation()))
                                    .answer());
            case Invoked.RateLimited(var row, var limit) ->
                    again(row, limit.rule().name(), limit.retryAfter())
                            .with("RateLimit-Policy", policy(limit.rule().name(), limit.rule()))
                            .with(
                                    "RateLimit",
                                    "\""
                                            + limit.rule().name()
                                            + "\";r=0;t="
                                            + seconds(limit.retryAfter()));
            case Invoked.TooManyAtOnce(var row, var limit) ->
                    again(row, limit.rule().name(), limit.retryAfter());
            case Invoked.OverBudget(var row, var limit, var resetsIn) ->
                    identified(
                            row,
                            problem(row, 402)
                                    .with("limit", limit.rule().name())
                                    .with("limit_usd", limit.rule().limit().toUsd())
                                    .with("used_usd", limit.used().toUsd())
                                    .with("resets_at", limit.rule().endsAt().toString())
                                    .answer()
                                    .with("Retry-After", seconds(resetsIn)));
            case Invoked.Undecided(var row, var why) ->
                    identified(
                            row,
                            problem(row, 503)
                                    .answer()
                                    .with("Retry-After", seconds(why.retryAfter())));
        };
    }

    private Answer held(Invocation row, Approval approval, Invoked.Limits limits) {
        var waits = new LinkedHashMap<String, Object>();
        waits.put("approval_reasons", approval.requirement().reasons());
        waits.put("approval_expires_at", approval.expiresAt().toString());
        waits.put("remaining", view(limits));
        return identified(row, Answer.accepted(body(row, waits)))
                .with("Location", "/approvals/" + approval.id())
                .with(headers(limits));
    }

    private Answer carried(Invocation row, Invoked.Limits limits) {
        return ended(row, Map.of("remaining", view(limits))).with(headers(limits));
    }

    private Map<String, String> headers(Invoked.Limits limits) {
        var headers = new LinkedHashMap<String, String>();
        if (!limits.rates().isEmpty()) {
            headers.put("RateLimit-Policy", policies(limits.rates()));
            headers.put("RateLimit", remaining(limits.rates()));
        }
        limits.budgets().stream()
                .map(BudgetState::remaining)
                .min(Comparator.naturalOrder())
                .ifPresent(least ->
                        headers.put("X-Budget-Remaining-USD", least.toUsd().toPlainString()));
        state(limits).ifPresent(state -> headers.put("X-Budget-State", state.text()));
        return headers;
    }

    private Optional<Threshold> state(Invoked.Limits limits) {
        return limits.budgets().stream()
                .flatMap(it -> thresholds.reached(it.used(), it.rule().limit()).stream())
                .max(Comparator.naturalOrder());
    }

    private static Answer ended(Invocation row, Map<String, Object> more) {
        var answer =
                switch (row.status()) {
                    case COMPLETED -> Answer.ok(body(row, more));
                    case QUEUED, ADMITTED, HELD ->
                            Answer.accepted(body(row, more))
                                    .with("Location", "/api/invocations/" + row.id())
                                    .with("Preference-Applied", "respond-async");
                    case FAILED, INTERRUPTED, REFUSED -> failed(row, 502);
                    case TIMED_OUT -> failed(row, 504);
                };
        return identified(row, answer).with("X-Cost-USD", row.cost().toUsd().toPlainString());
    }

    private static Answer failed(Invocation row, int status) {
        var problem = problem(row, status).with("cost_usd", row.cost().toUsd());
        var upstream = row.outcome().map(outcome -> outcome.upstreamStatus());
        return upstream.isPresent() && upstream.get().isPresent()
                ? problem.with("upstream_status", upstream.get().getAsInt()).answer()
                : problem.answer();
    }

    private static Map<String, Object> body(Invocation row, Map<String, Object> more) {
        var body = InvocationView.answer(row);
        body.putAll(more);
        return body;
    }

    private static Answer refusal(Invocation row, int status) {
        return identified(row, problem(row, status).answer());
    }

    private static Answer again(Invocation row, String limit, Duration retryAfter) {
        return identified(
                row,
                problem(row, 429)
                        .with("limit", limit)
                        .with("retry_after_seconds", Long.parseLong(seconds(retryAfter)))
                        .answer()
                        .with("Retry-After", seconds(retryAfter)));
    }

    private static Problem problem(Invocation row, int status) {
        var outcome = row.outcome();
        return Problem.of(
                        status,
                        outcome.flatMap(it -> it.code()).orElse(row.status().text()),
                        outcome.flatMap(it -> it.detail()).orElse(""))
                .with("invocation_id", row.id().value())
                .with("trace_id", row.traceId());
    }

    private static Answer identified(Invocation row, Answer answer) {
        return answer.with("X-Invocation-Id", row.id().value());
    }

    private static Map<String, Object> view(Invoked.Limits limits) {
        var view = new LinkedHashMap<String, Object>();
        view.put("rates", limits.rates().stream().map(Answers::view).toList());
        view.put("budgets", limits.budgets().stream().map(Answers::view).toList());
        view.put("exact", limits.exact());
        return view;
    }

    private static Map<String, Object> view(RateState state) {
        var view = new LinkedHashMap<String, Object>();
        view.put("limit", state.rule().name());
        view.put("calls", state.rule().calls());
        view.put("remaining", state.remaining());
        return view;
    }

    private static Map<String, Object> view(BudgetState state) {
        var view = new LinkedHashMap<String, Object>();
        view.put("limit", state.rule().name());
        view.put("limit_usd", state.rule().limit().toUsd());
        view.put("remaining_usd", state.remaining().toUsd());
        view.put("resets_at", state.rule().endsAt().toString());
        return view;
    }

    private static String policies(List<RateState> states) {
        return states.stream()
                .map(state -> policy(state.rule().name(), state.rule()))
                .collect(Collectors.joining(", "));
    }

    private static String policy(String name, RateRule rule) {
        return "\"" + name + "\";q=" + rule.calls() + ";w=" + rule.window().length().toSeconds();
    }

    private static String remaining(List<RateState> states) {
        return states.stream()
                .map(state -> "\"" + state.rule().name() + "\";r=" + state.remaining())
                .collect(Collectors.joining(", "));
    }

    /** Rounded up: coming a moment too early would be refused again. */
    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, (duration.toMillis() + 999) / 1000));
    }
}
