package dev.tollgate.admin;

import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Fields;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code /api/api-keys}: reads requests, writes answers. */
final class KeyRoutes {
    private static final int LARGEST_BODY = 16_384;

    private final ApiKeys keys;
    private final IssueKey issueKey;
    private final RevokeKey revokeKey;
    private final InstantSource clock;

    KeyRoutes(ApiKeys keys, IssueKey issueKey, RevokeKey revokeKey, InstantSource clock) {
        this.keys = keys;
        this.issueKey = issueKey;
        this.revokeKey = revokeKey;
        this.clock = clock;
    }

    Answer create(Request request) {
        var wish = wish(request.json(LARGEST_BODY));
        return switch (issueKey.run(request.principal(), wish)) {
            case IssueKey.Outcome.Issued issued -> {
                var body = body(issued.key());
                body.put("key", issued.presented().text());
                yield Answer.created("/api/api-keys/" + issued.key().id(), body);
            }
            case IssueKey.Outcome.ScopesNotHeld refused ->
                    Problem.of(
                                    403,
                                    "scopes_not_held",
                                    "You cannot give away scopes that you do not hold.")
                            .with("missing", refused.missing())
                            .answer();
            case IssueKey.Outcome.TeamNotHeld refused ->
                    Problem.of(403, "team_not_held", "You can make keys for your own team only.")
                            .with("team", refused.team())
                            .answer();
        };
    }

    Answer list(Request request) {
        request.onlyQueries(Set.of("limit", "cursor"));
        var organisation = request.principal().organisation();
        return Answer.list(
                keys.list(organisation, request.page(ApiKeyId::new)).map(KeyRoutes::body));
    }

    Answer delete(Request request) {
        return request.path("id", ApiKeyId::new)
                .filter(id -> revokeKey.run(request.principal(), id))
                .map(_ -> Answer.noContent())
                .orElseGet(() -> Problem.notFound("API key").answer());
    }

    private IssueKey.Wish wish(Fields fields) {
        var name = fields.requiredText("name", ApiKey.LONGEST_NAME);
        var scopes = scopes(fields);
        var team = fields.text("team", Rights.LONGEST_TEAM);
        var expiresAt = fields.instant("expires_at");
        fields.end();
        if (expiresAt.filter(at -> !at.isAfter(clock.instant())).isPresent()) {
            throw fields.refuse("expires_at", "is in the past; accepted: a time to come.");
        }
        return new IssueKey.Wish(name, scopes, team, expiresAt);
    }

    private static Set<Scope> scopes(Fields fields) {
        var given =
                fields.required(
                        "scopes", fields.texts("scopes", ApiKey.MOST_SCOPES, ApiKey.LONGEST_NAME));
        if (given.isEmpty()) {
            throw fields.refuse("scopes", "is empty; accepted: " + Scope.accepted() + ".");
        }
        var scopes = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < given.size(); i++) {
            var text = given.get(i);
            var place = fields.at("scopes") + "/" + i;
            scopes.add(
                    Scope.of(text)
                            .orElseThrow(() ->
                                    BadRequest.body(
                                            place,
                                            "is '"
                                                    + text
                                                    + "'; accepted: "
                                                    + Scope.accepted()
                                                    + ".")));
        }
        return scopes;
    }

    private static Map<String, Object> body(ApiKey key) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", key.id().value());
        body.put("name", key.name());
        body.put("scopes", key.scopes().stream().map(Scope::text).sorted().toList());
        key.team().ifPresent(team -> body.put("team", team));
        body.put("created_by", key.createdBy());
        body.put("created_at", key.createdAt().toString());
        key.expiresAt().ifPresent(at -> body.put("expires_at", at.toString()));
        return body;
    }
}
