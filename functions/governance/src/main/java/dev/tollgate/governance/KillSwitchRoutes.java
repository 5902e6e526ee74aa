package dev.tollgate.governance;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.Target;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code /admin/kill-switches}: stops calls at once, and lets them go on. */
final class KillSwitchRoutes {
    private static final int LARGEST_BODY = 4096;
    private static final String OWNER = "owner";

    private final PullKillSwitch pull;
    private final OrganisationId home;
    private final Duration bound;

    /**
     * Of one deployment.
     *
     * @param home the organisation whose owners may stop everybody
     * @param bound within which every function honours a lever
     */
    KillSwitchRoutes(PullKillSwitch pull, OrganisationId home, Duration bound) {
        this.pull = pull;
        this.home = home;
        this.bound = bound;
    }

    Answer list(Request request) {
        request.onlyQueries(Set.of());
        var standing = pull.standing(request.principal());
        return Answer.ok(Map.of("items", standing.stream().map(this::view).toList()));
    }

    /** {@code {reason}}. */
    Answer pull(Request request) {
        var fields = request.json(LARGEST_BODY);
        var reason = fields.requiredText("reason", KillSwitch.LONGEST_REASON);
        fields.end();
        return on(
                request, target -> Answer.ok(view(pull.pull(request.principal(), target, reason))));
    }

    Answer putBack(Request request) {
        return on(
                request,
                target ->
                        pull.putBack(request.principal(), target)
                                ? Answer.noContent()
                                : Problem.notFound("kill switch").answer());
    }

    private Answer on(Request request, Function<Target, Answer> act) {
        var target = target(request);
        if (target.isEmpty()) {
            return Problem.of(
                            404,
                            "not_found",
                            "There is no such kill switch; accepted: " + Target.ACCEPTED + ".")
                    .answer();
        }
        return target.get() instanceof Target.All && !mayStopAll(request.principal())
                ? Problem.of(
                                403,
                                "owner_required",
                                "Only an owner of the organisation that runs this deployment can"
                                        + " stop everybody.")
                        .answer()
                : act.apply(target.get());
    }

    private boolean mayStopAll(Principal caller) {
        return caller.organisation().equals(home) && caller.roles().contains(OWNER);
    }

    private static Optional<Target> target(Request request) {
        return request.path("target", Target::parse);
    }

    private Map<String, Object> view(KillSwitch lever) {
        var view = new LinkedHashMap<String, Object>();
        view.put("target", lever.target().text());
        view.put("reason", lever.reason());
        view.put("pulled_by", lever.pulledBy());
        view.put("pulled_at", lever.pulledAt().toString());
        view.put("effective_within_seconds", bound.toSeconds());
        return view;
    }
}
