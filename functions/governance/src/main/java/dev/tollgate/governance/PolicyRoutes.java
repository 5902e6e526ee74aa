package dev.tollgate.governance;

import dev.tollgate.domain.policy.LintWarning;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code /api/policies}: reads requests, writes answers. What is read can be changed and put back
 * as it is; then its version has to be the current one, as with If-Match.
 */
final class PolicyRoutes {
    private final Policies policies;
    private final CreatePolicy create;
    private final ReplacePolicy replace;
    private final RemovePolicy remove;
    private final Effective effective;

    PolicyRoutes(
            Policies policies,
            CreatePolicy create,
            ReplacePolicy replace,
            RemovePolicy remove,
            Effective effective) {
        this.policies = policies;
        this.create = create;
        this.replace = replace;
        this.remove = remove;
        this.effective = effective;
    }

    Answer create(Request request) {
        var wish = PolicyBody.readNew(request);
        return switch (create.run(request.principal(), wish)) {
            case CreatePolicy.Outcome.Created(var policy, var warnings) ->
                    written(
                            Answer.created(
                                    "/api/policies/" + policy.policyId(), body(policy, warnings)),
                            policy);
            case CreatePolicy.Outcome.IdTaken() ->
                    Problem.of(
                                    409,
                                    "policy_id_taken",
                                    "There is a policy '" + wish.policyId() + "'; PUT replaces it.")
                            .answer();
            case CreatePolicy.Outcome.Full() ->
                    Problem.of(
                                    409,
                                    "too_many_policies",
                                    "An organisation has at most " + Policies.MOST + " policies.")
                            .with("limit", Policies.MOST)
                            .answer();
        };
    }

    Answer list(Request request) {
        request.onlyQueries(Set.of("limit", "cursor"));
        return Answer.list(
                policies.list(request.principal().organisation(), request.page(Policy::requireId))
                        .map(PolicyJson::toTree));
    }

    Answer read(Request request) {
        return id(request)
                .flatMap(id -> policies.find(request.principal().organisation(), id))
                .map(policy ->
                        Versions.tagged(Answer.ok(PolicyJson.toTree(policy)), policy.version()))
                .orElseGet(PolicyRoutes::notFound);
    }

    Answer replace(Request request) {
        var id = id(request);
        if (id.isEmpty()) {
            return notFound();
        }
        var wish = PolicyBody.readFor(id.get(), request);
        var tag = request.ifMatch();
        if (tag.isPresent() && wish.version().isPresent() && !tag.equals(wish.version())) {
            throw BadRequest.body("/version", "is not that of If-Match.");
        }
        OptionalInt expected = tag.isPresent() ? tag : wish.version();
        return switch (replace.run(request.principal(), wish.policy(), expected)) {
            case ReplacePolicy.Outcome.Replaced(var policy, var warnings) ->
                    written(Answer.ok(body(policy, warnings)), policy);
            case ReplacePolicy.Outcome.NotFound() -> notFound();
            case ReplacePolicy.Outcome.Stale(int version) -> stale(version);
            case ReplacePolicy.Outcome.Busy() -> Versions.busy();
        };
    }

    Answer remove(Request request) {
        var id = id(request);
        if (id.isEmpty()) {
            return notFound();
        }
        return switch (remove.run(request.principal(), id.get(), request.ifMatch())) {
            case RemovePolicy.Outcome.Removed() -> effective.in(Answer.noContent());
            case RemovePolicy.Outcome.NotFound() -> notFound();
            case RemovePolicy.Outcome.Stale(int version) -> stale(version);
            case RemovePolicy.Outcome.Busy() -> Versions.busy();
        };
    }

    private static Optional<String> id(Request request) {
        return request.path("id", Policy::requireId);
    }

    private Answer written(Answer answer, Policy policy) {
        return Versions.tagged(effective.in(answer), policy.version());
    }

    private Map<String, Object> body(Policy policy, List<LintWarning> warnings) {
        var body = new LinkedHashMap<>(PolicyJson.toTree(policy));
        body.put("warnings", warnings.stream().map(PolicyRoutes::body).toList());
        body.put(Effective.FIELD, effective.seconds());
        return body;
    }

    private static Map<String, Object> body(LintWarning warning) {
        var body = new LinkedHashMap<String, Object>();
        body.put("policy_id", warning.policyId());
        body.put("code", warning.code().name().toLowerCase(Locale.ROOT));
        body.put("message", warning.message());
        return body;
    }

    private static Answer notFound() {
        return Problem.notFound("policy").answer();
    }

    private static Answer stale(int version) {
        return Versions.stale("The policy is", version);
    }
}
