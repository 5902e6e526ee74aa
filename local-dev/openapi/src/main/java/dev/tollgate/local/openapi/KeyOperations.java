package dev.tollgate.local.openapi;

import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Arrays;
import java.util.Map;

/** Credentials of programs. */
final class KeyOperations {
    private static final Schema SCOPE =
            Schema.word(Arrays.stream(Scope.values()).map(Scope::text).toList());

    private KeyOperations() {}

    static Map<String, Schema> schemas() {
        return Map.of(
                "ApiKey", key().schema(),
                "NewApiKey",
                        key().always(
                                        "key",
                                        Schema.text()
                                                .described(
                                                        "The key itself, a Bearer; shown this"
                                                                + " once."))
                                .schema());
    }

    private static Shape key() {
        return Shape.written()
                .always("id", Values.id(ApiKeyId.PREFIX))
                .always("name", Schema.text())
                .always("scopes", Schema.list(SCOPE))
                .maybe("team", Schema.text())
                .always("created_by", Schema.text().described("The id of a principal."))
                .always("created_at", Schema.time())
                .maybe("expires_at", Schema.time());
    }

    static Operation create() {
        return Area.KEYS
                .operation("Make an API key")
                .reads(
                        Body.json(
                                Shape.read()
                                        .always("name", Schema.text(ApiKey.LONGEST_NAME))
                                        .always("scopes", Schema.list(SCOPE, 1, ApiKey.MOST_SCOPES))
                                        .maybe(
                                                "team",
                                                Schema.text(Rights.LONGEST_TEAM)
                                                        .described(
                                                                "That its calls count for; the"
                                                                        + " maker's unless given."))
                                        .maybe(
                                                "expires_at",
                                                Schema.time().described("A time to come."))
                                        .schema()))
                .gives(Answer.created("The key.", Schema.ref("NewApiKey")))
                .refuses(
                        Refusal.of(
                                        "ScopesNotHeld",
                                        403,
                                        "scopes_not_held",
                                        "Nobody gives away scopes that they do not hold.")
                                .with("missing", Schema.list(SCOPE)),
                        Refusal.of(
                                        "TeamNotHeld",
                                        403,
                                        "team_not_held",
                                        "Whoever belongs to a team makes keys for that team only.")
                                .with("team", Schema.text()));
    }

    static Operation list() {
        return Area.KEYS
                .operation("List API keys")
                .takes(Values.paged())
                .gives(
                        Answer.ok(
                                "A page of them, without the keys themselves.",
                                Values.page("ApiKey").schema()));
    }

    static Operation delete() {
        return Area.KEYS
                .operation("Take an API key away")
                .takes(Values.idInPath(ApiKeyId.PREFIX, "API key"))
                .gives(Answer.noContent("It is good for nothing any more."))
                .refuses(Refusals.NOT_FOUND);
    }
}
